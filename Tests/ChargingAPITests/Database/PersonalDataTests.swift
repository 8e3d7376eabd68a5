import Charging
import ChargingAPI
import ChargingStore
import JSON
import Postgres
import Synchronization
import Testing

@Suite("What is kept of a person", .timeLimit(.minutes(1)))
struct PersonalDataTests {
    private func export(_ api: DatabaseAPI, _ viewer: Viewer) async throws -> [PersonalDataSection: [JSONValue]] {
        let found = Mutex<[(PersonalDataSection, [String])]>([])
        try await AccountStore(Database(api.client)).personalData(of: viewer) { section, objects in
            found.withLock { $0.append((section, objects)) }
        }
        let parts = found.withLock { $0 }
        #expect(parts.map(\.0) == PersonalDataSection.allCases, "each section once and in order, as they are small")
        return Dictionary(
            try parts.map { ($0.0, try $0.1.map { try JSONValue(parsing: Array($0.utf8)) }) },
            uniquingKeysWith: { $0 + $1 })
    }

    @Test(arguments: Role.allCases)
    func `nobody finds anybody else in it, whatever the role`(role: Role) async throws {
        try await DatabaseAPI.with(stations: 2) { api in
            let viewer = Viewer.of(1, role)
            let found = try await export(api, viewer)
            let own = "\(role.rawValue.lowercased())@alpha.example"
            #expect(found[.profile]?.count == 1 && found[.profile]?[0]["email"]?.string == own)
            #expect(found[.profile]?[0]["customerNumber"] == "Customer Alpha")
            #expect(found[.profile]?[0]["referenceNumber"] == "Reference Alpha")
            let text = "\(found)"
            #expect(!text.contains("Beta") && !text.contains("beta"))
            for other in Role.allCases where other != role {
                #expect(!text.contains("\(other.rawValue.lowercased())@"))
            }
            // The first tag and what was charged with it is the driver's, the second is nobody's.
            #expect(text.contains("\"Alpha1\"") == (role == .driver) && !text.contains("\"Alpha2\""))
            #expect((found[.chargingSessions]?.isEmpty == false) == (role == .driver))
        }
    }

    @Test func `what people did is in it without what names others`() async throws {
        try await DatabaseAPI.with(stations: 2) { api in
            let owner = Viewer.of(1, .organizationOwner)
            for query in [
                "mutation { createTag(input: {idTag: \"SomebodysTag\"}) { tag { id } } }",
                "mutation { createGroup(input: {name: \"Yard\"}) { group { id } } }",
                """
                mutation { updateUser(input: {id: "\(GlobalID(.user, 105).text)", firstName: "Dora"}) { user { id } } }
                """,
            ] {
                #expect(try await api.execute(query, as: owner)["errors"] == nil)
            }
            let entries = try await export(api, owner)[.auditEntries] ?? []
            let seen = entries.map { "\($0["objectType"]?.string ?? "") \($0["objectLabel"]?.string ?? "-")" }
            #expect(seen == ["Tag -", "Group Yard", "User -"])
            #expect(!"\(entries)".contains("Dora") && !"\(entries)".contains("SomebodysTag"))
        }
    }

    @Test func `the roles that a person has within groups are in it, and no others'`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            let owner = Viewer.of(1, .organizationOwner), driver = Viewer.alphaDriver
            let made = try await api.execute(
                "mutation { createGroup(input: {name: \"Yard\"}) { group { id } } }", as: owner)
            let group = try #require(made["data"]?["createGroup"]?["group"]?["id"]?.string)
            for (user, role) in [(driver.userID.rawValue, "SUPPORT"), (102, "INSTALLER")] {
                let given = try await api.execute(
                    """
                    mutation { setGroupRole(input: {groupId: "\(group)", userId: "\(GlobalID(.user, user).text)",
                      role: \(role)}) { __typename } }
                    """, as: owner)
                #expect(given["errors"] == nil, "\(given)")
            }
            let roles = try await export(api, driver)[.groupRoles]
            #expect(roles?.map { $0["group"] } == ["Yard"] && roles?.map { $0["role"] } == ["SUPPORT"])
            #expect(roles?.first?["givenAt"]?.string?.hasSuffix("Z") == true)
            #expect(try await export(api, owner)[.groupRoles] == [])
        }
    }

    @Test func `taking it is written down`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            let driver = Viewer.alphaDriver
            let store = AccountStore(Database(api.client))
            try await Doer.$current.withValue(Doer(userID: driver.userID, address: "192.0.2.5")) {
                try await store.notePersonalExport(viewer: driver)
            }
            let trail = "{ auditEntries { nodes { action objectType objectLabel userEmail address reason } } }"
            let entries = try await api.execute(trail, as: .of(1, .organizationOwner))
            #expect(
                entries["data"]?["auditEntries"]?["nodes"]?[0] == [
                    "action": "REVEALED", "objectType": "User", "objectLabel": "driver@alpha.example",
                    "userEmail": "driver@alpha.example", "address": "192.0.2.5", "reason": "Export of own data",
                ])
        }
    }
}
