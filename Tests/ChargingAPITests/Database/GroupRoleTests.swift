import Charging
import ChargingAPI
import ChargingStore
import GraphQL
import JSON
import Postgres
import Testing

/// A driver of Alpha with a role at the group 11. The station 1001 is in the group 12 below it, 1002 in the group 13 beside it.
@Suite("Roles within groups through the API", .timeLimit(.minutes(2)))
struct GroupRoleTests {
    private static let places: [Statement] = [
        "INSERT INTO groups (id, organization_id, name) OVERRIDING SYSTEM VALUE VALUES (13, 1, 'Elsewhere')",
        "UPDATE station_groups SET group_id = 12 WHERE station_id = 1001",
        "UPDATE station_groups SET group_id = 13 WHERE station_id = 1002",
        "UPDATE tag_groups SET group_id = 13 WHERE tag_id = 11",
    ]

    static func given(_ role: Role, to user: Int64 = 105, at group: Int64 = 11) -> Statement {
        """
        INSERT INTO group_roles (organization_id, group_id, user_id, role) VALUES (1, \(group), \(user), \(role.rawValue))
        """
    }

    static func driver(_ roles: Set<Role>, organization: Int64 = 1, isReadOnly: Bool = false) -> Viewer {
        Viewer(
            userID: UserID(rawValue: organization * 100 + 5), organizationID: OrganizationID(rawValue: organization),
            role: .driver, tokenID: 1, isReadOnly: isReadOnly, groupRoles: roles)
    }

    private func with(_ role: Role, _ body: (DatabaseAPI) async throws -> Void) async throws {
        try await DatabaseAPI.with(
            stations: 2, limits: .withoutCost, more: Self.places + [Self.given(role)], body)
    }

    /// What belongs to a station, but for what is the driver's own anyhow.
    private static func belongings(of station: Int64) -> [GlobalID] {
        [
            GlobalID(.session, station * 100 + 1), GlobalID(.operation, station), GlobalID(.stationEvent, station),
            GlobalID(.reservation, station + 100_000), GlobalID(.unknownTag, station),
            GlobalID(.serviceRequest, station),
        ]
    }

    private func isSeen(_ id: GlobalID, _ api: DatabaseAPI, _ viewer: Viewer) async throws -> Bool {
        let answer = try await api.execute("{ node(id: \"\(id.text)\") { id } }", as: viewer)
        return answer["data"]?["node"]?["id"]?.string == id.text
    }

    @Test(arguments: [Role.manager, .installer, .support])
    func `what belongs to the groups is seen, and nothing else`(role: Role) async throws {
        try await with(role) { api in
            for id in Self.belongings(of: 1_001) {
                #expect(try await isSeen(id, api, Self.driver([role])), "\(id)")
                #expect(try await isSeen(id, api, Self.driver([role], isReadOnly: true)), "\(id)")
                #expect(try await !isSeen(id, api, Self.driver([])), "\(id)")
            }
            let others =
                Self.belongings(of: 1_002) + Self.belongings(of: 2_001)
                + [GlobalID(.user, 102), GlobalID(.tariff, 1), GlobalID(.tag, 21), GlobalID(.quirkProfile, 100)]
            for id in others {
                #expect(try await !isSeen(id, api, Self.driver([role])), "\(id)")
            }
            #expect(try await isSeen(GlobalID(.tag, 12), api, Self.driver([role])))
            #expect(try await !isSeen(GlobalID(.tag, 12), api, Self.driver([])))
            // Of another organization nobody has a role here, whatever is held of it.
            #expect(try await !isSeen(GlobalID(.session, 100_101), api, Self.driver([role], organization: 2)))
            let lists = try await api.execute(
                "{ sessions { totalCount } operations { nodes { station { chargePointId } } } search(text: \"Alpha2\") { tags { id } } }",
                as: Self.driver([role]))
            // Three of the one station, and two of the driver's own at the other.
            #expect(lists["data"]?["sessions"]?["totalCount"] == 5)
            #expect(lists["data"]?["operations"]?["nodes"] == [["station": ["chargePointId": "Alpha-001"]]])
            #expect(lists["data"]?["search"]?["tags"]?[0] != nil)
        }
    }

    @Test(arguments: [Role.manager, .installer, .support])
    func `what was noticed about connections is told of the groups' stations, and of no others`(role: Role) async throws
    {
        try await with(role) { api in
            let connections = api.services.liveStatus.connections
            for station in [1_001, 1_002].map(StationID.init(rawValue:)) {
                connections.note(.contested, of: station, at: MemoryWorld.start, detail: "from 192.0.2.7")
                connections.refused(
                    station,
                    ConnectionRefusal(reason: .wrongPassword, at: MemoryWorld.start, address: "192.0.2.7"))
            }
            let query = "{ stations { nodes { chargePointId connectionFindings { kind } lastRefusal { reason } } } }"
            for isReadOnly in [false, true] {
                let seen = try await api.execute(query, as: Self.driver([role], isReadOnly: isReadOnly))
                let nodes = seen["data"]?["stations"]?["nodes"]
                #expect(nodes?[0]?["chargePointId"] == "Alpha-001")
                #expect(nodes?[0]?["connectionFindings"] == [["kind": "CONTESTED"]])
                #expect(nodes?[0]?["lastRefusal"] == ["reason": "WRONG_PASSWORD"])
                #expect(nodes?[1]?["connectionFindings"] == [] && nodes?[1]?["lastRefusal"] == .some(.null))
            }
            let driver = try await api.execute(query, as: Self.driver([]))
            #expect(!driver.description.contains("CONTESTED") && !driver.description.contains("WRONG_PASSWORD"))
        }
    }

    @Test func `a role that was taken away counts no more at once`() async throws {
        try await with(.manager) { api in
            let viewer = Self.driver([.manager])
            #expect(try await isSeen(GlobalID(.session, 100_101), api, viewer))
            _ = try await api.client.query("DELETE FROM group_roles")
            #expect(try await !isSeen(GlobalID(.session, 100_101), api, viewer))
            #expect(try await code(of: Self.changes[0], at: 1_001, api, viewer) == "NOT_FOUND")
        }
    }

    private struct Change: Sendable, CustomTestStringConvertible {
        let right: Rights.Action
        let write: @Sendable (_ station: Int64) -> String
        var testDescription: String { right.rawValue }
    }

    private static let changes: [Change] = [
        Change(right: .changeStation) {
            "updateStation(input: {id: \"\(GlobalID(.station, $0).text)\", description: \"New\"}) { station { id } }"
        },
        Change(right: .changeStation) {
            "updateInstallation(input: {id: \"\(GlobalID(.station, $0).text)\", installer: \"New\"}) { station { id } }"
        },
        Change(right: .changeStation) {
            "updateConnector(input: {id: \"\(GlobalID(.connector, $0 * 10 + 1).text)\", ratedPowerW: 22000}) { connector { id } }"
        },
        Change(right: .operateStation) {
            "updateSession(input: {id: \"\(GlobalID(.session, $0 * 100 + 2).text)\", note: \"New\"}) { session { id } }"
        },
        Change(right: .keepInventory) {
            "updateInventory(input: {items: [{stationId: \"\(GlobalID(.station, $0).text)\", partNumber: \"New\"}]}) { __typename }"
        },
        Change(right: .changeTag) {
            "dismissUnknownTags(input: {ids: [\"\(GlobalID(.unknownTag, $0).text)\"]}) { deletedIds }"
        },
        Change(right: .changeTag) {
            "updateTag(input: {id: \"\(GlobalID(.tag, $0 == 1_001 ? 12 : $0 == 1_002 ? 11 : 21).text)\", note: \"New\"}) { tag { id } }"
        },
        Change(right: .changeGroup) {
            "updateGroup(input: {id: \"\(GlobalID(.group, $0 == 1_001 ? 12 : $0 == 1_002 ? 13 : 21).text)\", name: \"New\"}) { group { id } }"
        },
        Change(right: .shareStation) {
            "shareStation(input: {stationId: \"\(GlobalID(.station, $0).text)\", organization: \"Delta\", level: VIEW}) { share { id } }"
        },
        Change(right: .changeStation) {
            "deactivateStations(input: {ids: [\"\(GlobalID(.station, $0).text)\"]}) { __typename }"
        },
    ]

    private func code(of change: Change, at station: Int64, _ api: DatabaseAPI, _ viewer: Viewer) async throws
        -> String?
    {
        try await code("mutation { \(change.write(station)) }", api, viewer)
    }

    private func code(_ mutation: String, _ api: DatabaseAPI, _ viewer: Viewer) async throws -> String? {
        let answer = try await api.execute(mutation, as: viewer)
        return answer["errors"]?[0].map { $0["extensions"]?["code"]?.string ?? $0.description }
    }

    @Test(arguments: [Role.manager, .installer, .support])
    func `within the groups the role does what it does in an organization`(role: Role) async throws {
        try await with(role) { api in
            for change in Self.changes {
                let isAllowed = Rights.actions(of: role).contains(change.right)
                for station: Int64 in [1_002, 2_001] {
                    let refusal = try await code(of: change, at: station, api, Self.driver([role]))
                    #expect(refusal == (isAllowed ? "NOT_FOUND" : "FORBIDDEN"), "\(change.write(station))")
                }
                for viewer in [Self.driver([]), Self.driver([role], isReadOnly: true)] {
                    #expect(try await code(of: change, at: 1_001, api, viewer) == "FORBIDDEN")
                }
                let done = try await code(of: change, at: 1_001, api, Self.driver([role]))
                #expect(done == (isAllowed ? nil : "FORBIDDEN"), "\(change.write(1_001))")
            }
        }
    }

    @Test(arguments: [Role.manager, .installer, .support])
    func `stations of the groups are operated, others are not`(role: Role) async throws {
        try await with(role) { api in
            let directory = DirectoryStore(Database(api.client))
            for right in [Rights.Action.operateStation, .configureStation] {
                func record(_ station: Int64, _ viewer: Viewer) async -> ChargingError.Code? {
                    let operation = NewOperation(
                        kind: .reset, station: StationID(rawValue: station), session: nil, request: [:], right: right)
                    do {
                        _ = try await directory.record([operation], viewer: viewer)
                        return nil
                    } catch { return (error as? ChargingError)?.code }
                }
                let isAllowed = Rights.actions(of: role).contains(right)
                #expect(await record(1_001, Self.driver([role])) == (isAllowed ? nil : .forbidden))
                #expect(await record(1_002, Self.driver([role])) == (isAllowed ? .notFound : .forbidden))
                #expect(
                    await record(1_001, Self.driver([role], organization: 2)) == (isAllowed ? .notFound : .forbidden))
                #expect(await record(1_001, Self.driver([])) == .forbidden)
            }
        }
    }

    @Test func `a manager of groups makes and changes what is below, and moves nothing out`() async throws {
        try await with(.manager) { api in
            let viewer = Self.driver([.manager])
            func id(_ type: NodeType, _ number: Int64) -> String { "\"\(GlobalID(type, number).text)\"" }
            let (top, below, other) = (id(.group, 11), id(.group, 12), id(.group, 13))
            let refused: [(String, String)] = [
                ("createGroup(input: {name: \"A\"}) { group { id } }", "FORBIDDEN"),
                ("createGroup(input: {name: \"A\", parentId: \(other)}) { group { id } }", "BAD_USER_INPUT"),
                (
                    "createGroup(input: {name: \"A\", parentId: \(top), stationIds: [\(id(.station, 1_002))]}) { group { id } }",
                    "BAD_USER_INPUT"
                ),
                ("updateGroup(input: {id: \(below), parentId: null}) { group { id } }", "FORBIDDEN"),
                ("updateGroup(input: {id: \(below), parentId: \(other)}) { group { id } }", "BAD_USER_INPUT"),
                (
                    "updateGroup(input: {id: \(below), stationIds: [\(id(.station, 1_002))]}) { group { id } }",
                    "BAD_USER_INPUT"
                ),
                (
                    "updateStation(input: {id: \(id(.station, 1_001)), groupIds: [\(other)]}) { station { id } }",
                    "BAD_USER_INPUT"
                ),
                ("deleteGroups(input: {ids: [\(top), \(below)]}) { deletedIds }", "FORBIDDEN"),
                ("createTag(input: {idTag: \"NEW\", type: COMPANY}) { tag { id } }", "FORBIDDEN"),
                (
                    "createTag(input: {idTag: \"NEW\", type: COMPANY, groupIds: [\(below)]}) { tag { id } }",
                    "BAD_USER_INPUT"
                ),
                (
                    "createTag(input: {idTag: \"NEW\", type: COMPANY, groupIds: [\(below)], stationIds: [\(id(.station, 1_002))]}) { tag { id } }",
                    "BAD_USER_INPUT"
                ),
                ("onboardStation(input: {chargePointId: \"NEW\"}) { station { id } }", "FORBIDDEN"),
                (
                    "onboardStation(input: {chargePointId: \"NEW\", groupIds: [\(other)]}) { station { id } }",
                    "BAD_USER_INPUT"
                ),
                (
                    "setGroupRole(input: {groupId: \(below), userId: \(id(.user, 104)), role: MANAGER}) { group { id } }",
                    "FORBIDDEN"
                ),
            ]
            for (mutation, expected) in refused {
                let refusal = try await code("mutation { \(mutation) }", api, viewer)
                #expect(refusal == expected, "\(mutation)")
            }
            let done = [
                "createGroup(input: {name: \"A\", parentId: \(below), stationIds: [\(id(.station, 1_001))]}) { group { id } }",
                "updateGroup(input: {id: \(below), name: \"B\", parentId: \(top), stationIds: [\(id(.station, 1_001))], tagIds: [\(id(.tag, 12))]}) { group { id } }",
                "updateStation(input: {id: \(id(.station, 1_001)), groupIds: [\(top)]}) { station { id } }",
                "createTag(input: {idTag: \"NEW\", type: COMPANY, groupIds: [\(below)], stationIds: [\(id(.station, 1_001))]}) { tag { id } }",
                "onboardStation(input: {chargePointId: \"NEW\", groupIds: [\(below)]}) { station { id } }",
            ]
            for mutation in done {
                let refusal = try await code("mutation { \(mutation) }", api, viewer)
                #expect(refusal == nil, "\(mutation)")
            }
        }
    }

    @Test func `a role is given by those who manage people, twice like once, and taken away`() async throws {
        try await DatabaseAPI.with(stations: 2, limits: .withoutCost, more: Self.places) { api in
            func give(_ role: String, _ viewer: Viewer, group: Int64 = 11, user: Int64 = 105) async throws -> String? {
                try await code(
                    """
                    mutation { setGroupRole(input: {groupId: "\(GlobalID(.group, group).text)",
                        userId: "\(GlobalID(.user, user).text)", role: \(role)}) { group { id } } }
                    """, api, viewer)
            }
            let owner = Viewer.of(1, .organizationOwner)
            #expect(try await give("MANAGER", .of(1, .manager)) == "FORBIDDEN")
            #expect(try await give("DRIVER", owner) == "BAD_USER_INPUT")
            #expect(try await give("MANAGER", owner, group: 21) == "NOT_FOUND")
            #expect(try await give("MANAGER", owner, user: 205) == "NOT_FOUND")
            for role in ["INSTALLER", "INSTALLER", "MANAGER"] { #expect(try await give(role, owner) == nil) }
            let members =
                "{ node(id: \"\(GlobalID(.group, 12).text)\") { ... on Group { members { role isInherited user { email } group { name } } } } }"
            let told: JSONValue = [
                [
                    "role": "MANAGER", "isInherited": true, "user": ["email": "driver@alpha.example"],
                    "group": ["name": "Alpha group 1"],
                ]
            ]
            for viewer in [owner, Self.driver([.manager])] {
                #expect(try await api.execute(members, as: viewer)["data"]?["node"]?["members"] == told)
            }
            #expect(try await api.execute(members, as: .of(1, .support))["data"]?["node"]?["members"] == [])
            for role in ["null", "null"] { #expect(try await give(role, owner) == nil) }
            #expect(try await api.execute(members, as: owner)["data"]?["node"]?["members"] == [])
            let noted: [String] = try await api.client.query(
                """
                SELECT concat(before ->> 'groupRole', '>', after ->> 'groupRole') AS change FROM audit_entries
                WHERE object_type = 'User' AND object_id = 105 AND before ? 'groupId' ORDER BY id
                """
            ).column("change")
            #expect(noted == [">INSTALLER", "INSTALLER>MANAGER", "MANAGER>"])
        }
    }

    @Test func `what is allowed at each station and in each group is said`() async throws {
        try await with(.support) { api in
            let query = """
                { viewer { permissions user { groupRoles { role isInherited group { name } } } }
                  stations { nodes { chargePointId allowedActions } } groups { nodes { name allowedActions } } }
                """
            let data = try await api.execute(query, as: Self.driver([.support]))["data"]
            #expect(data?["viewer"]?["permissions"] == ["OPERATE_STATION", "KEEP_INVENTORY"])
            #expect(
                data?["viewer"]?["user"]?["groupRoles"]
                    == [["role": "SUPPORT", "isInherited": false, "group": ["name": "Alpha group 1"]]])
            #expect(
                data?["stations"]?["nodes"] == [
                    ["chargePointId": "Alpha-001", "allowedActions": ["OPERATE_STATION", "KEEP_INVENTORY"]],
                    ["chargePointId": "Alpha-002", "allowedActions": []],
                ])
            let owned = try await api.execute(query, as: .of(1, .manager))["data"]
            #expect(
                owned?["groups"]?["nodes"]?[0]?["allowedActions"]
                    == ["ONBOARD_STATION", "CREATE_TAG", "CHANGE_TAG", "CREATE_GROUP", "CHANGE_GROUP"])
        }
    }

    @Test func `the token's owner brings the roles along`() async throws {
        try await with(.installer) { api in
            _ = try await api.client.query(
                "INSERT INTO api_tokens (organization_id, user_id, token_hash, kind) VALUES (1, 105, decode(repeat('01', 32), 'hex'), 'API')"
            )
            let viewer = try await ReadStore(Database(api.client)).viewer(tokenHash: Array(repeating: 1, count: 32))
            #expect(viewer?.groupRoles == [.installer])
        }
    }
}
