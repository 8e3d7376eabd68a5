import Charging
import ChargingAPI
import GraphQL
import JSON
import Postgres
import Testing

/// Of what organizations lend each other; everything in ``SeedData`` bears the name of the organization that it belongs to.
@Suite("Lent stations through the API", .timeLimit(.minutes(2)))
struct SharingTests {
    /// One tag of Gamma, and a session with it and a reservation for it at a station of Alpha.
    private static let guests: [Statement] = [
        """
        INSERT INTO users (id, organization_id, email, role, first_name, last_name) OVERRIDING SYSTEM VALUE
        SELECT o.id * 100 + r.ord - 1, o.id, lower(r.role) || '@' || lower(o.name) || '.example', r.role,
            'First ' || o.name, 'Last ' || o.name
        FROM organizations o, unnest(array['PLATFORM_OPERATOR', 'ORGANIZATION_OWNER', 'MANAGER', 'INSTALLER', 'SUPPORT',
            'DRIVER']) WITH ORDINALITY AS r(role, ord) WHERE o.id > 2
        """,
        """
        INSERT INTO tags (id, organization_id, id_tag, note, alias, user_id) OVERRIDING SYSTEM VALUE
        VALUES (31, 3, 'guest', 'Note Gamma', 'Alias Gamma', 305)
        """,
        """
        INSERT INTO sessions (id, organization_id, station_id, connector_number, transaction_id, id_tag, tag_id, status,
            "authorization", is_exclusive, started_at, started_at_sent, meter_start_wh, stopped_at, meter_stop_wh,
            last_meter_wh, last_meter_at, energy_wh, opened_month, tariff_version_id, note) OVERRIDING SYSTEM VALUE
        VALUES (100199, 1, 1001, 2, 100199, 'guest', 31, 'COMPLETED', 'ACCEPTED', false, '2026-03-01T00:00:00Z', '', 0,
            '2026-03-01T01:00:00Z', 900, 900, '2026-03-01T01:00:00Z', 900, '2026-03-01', 1, 'Note of Alpha')
        """,
        """
        INSERT INTO reservations (id, organization_id, station_id, connector_number, id_tag, parent_id_tag, tag_id, expires_at,
            status, created_by, requested_at, ended_at) OVERRIDING SYSTEM VALUE
        VALUES (100199, 1, 1001, 2, 'guest', 'Family Alpha', 31, '2026-03-02T01:00:00Z', 'CANCELLED', 305,
            '2026-03-02T00:00:00Z', '2026-03-02T00:30:00Z')
        """,
    ]

    /// Those with the widest reach and the narrowest; what differs between the others is rights to change something.
    private static let roles = [Role.organizationOwner, .driver]

    private func borrower(_ role: Role) -> Viewer {
        Viewer(
            userID: UserID(rawValue: role == .driver ? 305 : 300), organizationID: OrganizationID(rawValue: 3),
            role: role,
            tokenID: 1, borrowing: .asOrganization)
    }

    /// What a station that is lent may say of its owner.
    private static let shown = [
        "Alpha-001", "Alpha-002", "Description Alpha", "Vendor Alpha", "Model Alpha", "Firmware Alpha",
        "\"sharedBy\":\"Alpha\"",
    ]

    private func alphas(in text: String, besides: [String] = []) -> String? {
        let rest = (Self.shown + besides).reduce(text) { $0.replacing($1, with: "") }
        return rest.lowercased().firstRange(of: "alpha").map { range in
            let start = rest.index(range.lowerBound, offsetBy: -60, limitedBy: rest.startIndex) ?? rest.startIndex
            return String(rest[start..<range.upperBound])
        }
    }

    @Test(arguments: ShareLevel.allCases)
    func `who borrows a station learns nothing of its owner but what the level shows`(level: ShareLevel) async throws {
        let walker = try await QueryWalker(TestAPI())
        let query = walker.query(depth: 5)
        let more = Self.guests + ["UPDATE station_shares SET level = \(level.rawValue)"]
        try await DatabaseAPI.with(stations: 2, limits: .withoutCost, more: more) { api in
            for role in Self.roles {
                let answer = try await api.execute(query, as: borrower(role))
                #expect(answer["errors"] == nil)
                let text = answer.description
                #expect(text.contains("Alpha-001") && text.contains("Beta-002"))
                #expect(text.contains("\"guest\""), "\(role)")
                let left = alphas(in: text, besides: level == .operate ? ["Serial Alpha"] : [])
                #expect(left == nil, "\(role)")
                #expect(text.contains("Serial Alpha") == (level == .operate))
                for id in IsolationTests.foreign where ![.station, .connector].contains(id.type) {
                    #expect(!text.contains("\"\(id.text)\""), "\(id)")
                }
            }
        }
    }

    @Test func `the owner sees a guest's session, and neither whose tag it was nor what was written down of it`()
        async throws
    {
        let walker = try await QueryWalker(TestAPI())
        let query = walker.query(depth: 5)
        try await DatabaseAPI.with(stations: 2, limits: .withoutCost, more: Self.guests) { api in
            for role in [Role.organizationOwner, .support] {
                let text = try await api.execute(query, as: .of(1, role)).description
                #expect(text.contains("\"guest\"") && text.contains("Note of Alpha"))
                #expect(
                    !text.contains("Alias Gamma") && !text.contains("Note Gamma") && !text.contains("gamma.example"))
                let found = try await api.execute(
                    "{ sessions(filter: {text: \"Alias Gamma\"}) { totalCount } }", as: .of(1, role))
                #expect(found["data"]?["sessions"]?["totalCount"] == 0)
            }
            let own = try await api.execute(
                "{ sessions(filter: {text: \"Alias Gamma\"}) { nodes { note idTag tag { alias } station { chargePointId } } } }",
                as: borrower(.manager))
            #expect(
                own["data"]?["sessions"]?["nodes"] == [
                    [
                        "note": nil, "idTag": "guest", "tag": ["alias": "Alias Gamma"],
                        "station": ["chargePointId": "Alpha-001"],
                    ]
                ])
        }
    }

    @Test func `guests see what is reserved for them, the owner what is reserved at the station, others nothing`()
        async throws
    {
        let more = Self.guests + ["UPDATE station_shares SET level = 'CHARGE'"]
        try await DatabaseAPI.with(stations: 2, more: more) { api in
            let query = """
                { reservations(first: 50) { nodes { id idTag parentIdTag tag { alias } createdBy { email }
                    station { chargePointId } } } }
                """
            func seen(_ viewer: Viewer) async throws -> [JSONValue] {
                try await api.execute(query, as: viewer)["data"]?["reservations"]?["nodes"]?.array ?? []
            }
            let id = JSONValue.string(GlobalID(.reservation, 100_199).text)
            for role in Self.roles {
                let own: JSONValue = [
                    "id": id, "idTag": "guest", "parentIdTag": nil, "tag": ["alias": "Alias Gamma"],
                    "createdBy": ["email": "driver@gamma.example"], "station": ["chargePointId": "Alpha-001"],
                ]
                #expect(try await seen(borrower(role)) == [own], "\(role)")
            }
            let owners: JSONValue = [
                "id": id, "idTag": "guest", "parentIdTag": "Family Alpha", "tag": nil, "createdBy": nil,
                "station": ["chargePointId": "Alpha-001"],
            ]
            #expect(try await seen(.of(1, .support)).contains(owners))
            #expect(try await !seen(.of(1, .driver)).contains { $0["id"] == id })
            for viewer in [Viewer.of(4, .organizationOwner, borrowing: .asOrganization), .of(2, .manager)] {
                #expect(try await !seen(viewer).contains { $0["id"] == id })
                let node = try await api.execute("{ reservation(id: \(id)) { id } }", as: viewer)
                #expect(node["data"] == ["reservation": nil])
            }
        }
    }

    @Test func `in which of the owner's groups a lent station is, nobody learns`() async throws {
        try await DatabaseAPI.with(stations: 2, limits: .withoutCost, more: Self.guests) { api in
            let group = GlobalID(.group, 11).text
            func counts(_ viewer: Viewer, _ filter: String) async throws -> [JSONValue?] {
                let query = """
                    { stations\(filter) { totalCount } connectors\(filter) { totalCount } sessions\(filter) { totalCount } }
                    """
                let data = try await api.execute(query, as: viewer)["data"]
                return ["stations", "connectors", "sessions"].map { data?[$0]?["totalCount"] }
            }
            let filter = "(filter: {groupIds: [\"\(group)\"]})"
            let owned = try await counts(.of(1, .manager), filter)
            #expect(!owned.contains(0) && !owned.contains(nil))
            let guessed = try await counts(borrower(.manager), filter)
            #expect(guessed == [0, 0, 0])
            var scoped = borrower(.manager)
            scoped.groupScope = GroupID(rawValue: 11)
            let scopedTo = try await counts(scoped, "")
            #expect(scopedTo == [0, 0, 0])
        }
    }

    @Test func `an organization to which nothing is lent sees nothing, whatever it holds itself to have borrowed`()
        async throws
    {
        let walker = try await QueryWalker(TestAPI())
        let query = walker.query(depth: 5)
        try await DatabaseAPI.with(stations: 2, limits: .withoutCost, more: Self.guests) { api in
            for role in Self.roles {
                for borrowing in [Borrowing.asOrganization, .asPerson] {
                    let viewer = Viewer.of(4, role, borrowing: borrowing)
                    let text = try await api.execute(query, as: viewer).description
                    #expect(!text.contains("errors"))
                    for name in ["Alpha", "Beta", "Gamma", "gamma", "guest"] { #expect(!text.contains(name)) }
                    for id in [
                        GlobalID(.station, 1_001), GlobalID(.session, 100_199), GlobalID(.reservation, 100_199),
                        GlobalID(.stationShare, 1_001),
                    ] {
                        let node = try await api.execute("{ node(id: \"\(id.text)\") { id } }", as: viewer)
                        #expect(node["data"] == ["node": nil])
                    }
                }
            }
        }
    }

    @Test(arguments: ShareLevel.allCases)
    func `borrowers see the highest level that counts for them, owners none`(level: ShareLevel) async throws {
        let personal: Statement = """
            INSERT INTO station_shares (organization_id, station_id, borrower_id, user_id, level)
            VALUES (1, 1001, 3, 300, 'OPERATE')
            """
        let more = Self.guests + ["UPDATE station_shares SET level = \(level.rawValue)", personal]
        try await DatabaseAPI.with(stations: 1, more: more) { api in
            let query = "{ station(chargePointId: \"Alpha-001\") { sharedLevel } }"
            func seen(_ viewer: Viewer) async throws -> JSONValue? {
                try await api.execute(query, as: viewer)["data"]?["station"]?["sharedLevel"]
            }
            let person = Viewer(
                userID: UserID(rawValue: 300), organizationID: OrganizationID(rawValue: 3), role: .support,
                tokenID: 1, borrowing: .asPerson)
            let lent = try await seen(borrower(.driver))
            #expect(lent == .string(level.rawValue))
            let inPerson = try await seen(person)
            #expect(inPerson == "OPERATE")
            let own = try await seen(.of(1, .manager))
            #expect(own == .null)
            let seesAll = try await seen(.of(2, .platformOperator))
            #expect(seesAll == .null)
        }
    }

    @Test func `own and lent stations are told apart in lists and totals`() async throws {
        try await DatabaseAPI.with(stations: 2, more: Self.guests) { api in
            func found(_ ownership: String, _ viewer: Viewer) async throws -> [JSONValue?] {
                let data = try await api.execute(
                    "{ stations(filter: {ownership: \(ownership)}) { totalCount nodes { isShared } } }", as: viewer)[
                        "data"]
                return [data?["stations"]?["totalCount"]]
                    + (data?["stations"]?["nodes"]?.array ?? []).map { $0["isShared"] }
            }
            let lent = try await found("SHARED", borrower(.manager))
            #expect(lent.count > 1)
            #expect(lent.dropFirst().allSatisfy { $0 == true })
            let borrowersOwn = try await found("OWN", borrower(.manager))
            #expect(borrowersOwn == [0])
            let own = try await found("OWN", .of(1, .manager))
            #expect(own == [2, false, false])
            let lentToAll = try await found("SHARED", .of(1, .platformOperator))
            #expect(lentToAll == [0])
        }
    }

    private func share(
        _ more: String, in api: DatabaseAPI, as viewer: Viewer = .of(1, .manager)
    ) async throws -> JSONValue {
        try await api.execute(
            """
            mutation { shareStation(input: {stationId: "\(GlobalID(.station, 1_001).text)", level: CHARGE, \(more)}) { share {
              id level organizationName userEmail endsAt endedAt station { chargePointId isShared sharedBy } } } }
            """, as: viewer)
    }

    private func change(
        _ mutation: String, in api: DatabaseAPI, as viewer: Viewer = .of(1, .manager)
    ) async throws -> JSONValue {
        try await api.execute("mutation { \(mutation) { share { level endsAt endedAt } } }", as: viewer)
    }

    @Test func `a station is lent, changed and taken back, and everybody else is told that there is none`() async throws
    {
        try await DatabaseAPI.with(stations: 1, more: ["DELETE FROM station_shares"]) { api in
            let made = try await share("organization: \"gamma\", endsAt: \"2026-12-01T00:00:00Z\"", in: api)
            let lent = try #require(made["data"]?["shareStation"]?["share"])
            #expect(lent["organizationName"] == "Gamma" && lent["endsAt"] == "2026-12-01T00:00:00Z")
            #expect(lent["station"] == ["chargePointId": "Alpha-001", "isShared": false, "sharedBy": nil])
            let id = try #require(lent["id"]?.string)
            let raised = try await change("updateShare(input: {id: \"\(id)\", level: OPERATE, endsAt: null})", in: api)
            #expect(raised["data"]?["updateShare"]?["share"] == ["level": "OPERATE", "endsAt": nil, "endedAt": nil])
            let end = "endShare(input: {id: \"\(id)\"})"
            for viewer in [borrower(.organizationOwner), .of(2, .organizationOwner)] {
                let refused = try await change(end, in: api, as: viewer)
                #expect(refused["errors"]?[0]?["extensions"]?["code"] == "NOT_FOUND")
            }
            let query = "{ stations { nodes { chargePointId isShared sharedBy shares { organizationName } } } }"
            let seen = try await api.execute(query, as: borrower(.support))
            #expect(
                seen["data"]?["stations"]?["nodes"] == [
                    ["chargePointId": "Alpha-001", "isShared": true, "sharedBy": "Alpha", "shares": []]
                ])
            let ended = try await change(end, in: api)
            #expect(ended["data"]?["endShare"]?["share"]?["endedAt"]?.string != nil)
            #expect(try await api.execute(query, as: borrower(.support))["data"]?["stations"]?["nodes"] == [])
            let again = try await change(end, in: api)
            #expect(again["errors"]?[0]?["extensions"]?["code"] == "NOT_FOUND")
        }
    }

    @Test func `what cannot be lent is refused by its name, and nothing changes`() async throws {
        try await DatabaseAPI.with(stations: 1) { api in
            let manager = Viewer.of(1, .manager)
            let refusals: [(String, Viewer, String)] = [
                ("organization: \"Gamma\"", manager, "CONFLICT"),
                ("organization: \"Omega\"", manager, "NOT_FOUND"),
                ("userEmail: \"nobody@gamma.example\"", manager, "NOT_FOUND"),
                ("userEmail: \"manager@alpha.example\"", manager, "BAD_USER_INPUT"),
                ("organization: \"Alpha\"", manager, "BAD_USER_INPUT"),
                ("endsAt: null", manager, "BAD_USER_INPUT"),
                ("organization: \"Delta\", userEmail: \"manager@beta.example\"", manager, "BAD_USER_INPUT"),
                ("organization: \"Delta\", endsAt: \"2025-12-01T00:00:00Z\"", manager, "BAD_USER_INPUT"),
                ("organization: \"Delta\"", .of(1, .installer), "FORBIDDEN"),
                ("organization: \"Delta\"", .of(2, .organizationOwner), "NOT_FOUND"),
                ("organization: \"Delta\"", borrower(.organizationOwner), "NOT_FOUND"),
            ]
            for (more, viewer, code) in refusals {
                let refused = try await share(more, in: api, as: viewer)
                #expect(refused["errors"]?[0]?["extensions"]?["code"] == .string(code), "\(more)")
            }
            let empty = try await change(
                "updateShare(input: {id: \"\(GlobalID(.stationShare, 1_001).text)\"})", in: api)
            #expect(empty["errors"]?[0]?["extensions"]?["code"] == "BAD_USER_INPUT")
            let own = try await api.execute("{ stations { nodes { shares { organizationName level } } } }", as: manager)
            #expect(
                own["data"]?["stations"]?["nodes"] == [["shares": [["organizationName": "Gamma", "level": "VIEW"]]]])
        }
    }

    /// What is said for one operation, one response after the other.
    private func listen(
        _ query: String, as viewer: Viewer, to api: DatabaseAPI
    ) async throws -> (next: () async throws -> JSONValue?, APIContext) {
        let context = APIContext(viewer: viewer, services: api.services, requester: .test)
        let operation = try api.engine.prepare(GraphQLRequest(query: query))
        var events = try await operation.events(context: context).makeAsyncIterator()
        return (
            {
                guard let event = try await events.next() else { return nil }
                return try JSONValue(parsing: await operation.respond(to: event, context: context).bytes)["data"]
            }, context
        )
    }

    private func end(_ station: Int64, in api: DatabaseAPI) async throws {
        let ended = try await change("endShare(input: {id: \"\(GlobalID(.stationShare, station).text)\"})", in: api)
        #expect(ended["errors"] == nil)
    }

    @Test func `a borrower hears of lent stations and of its own people's sessions there, until the share ends`()
        async throws
    {
        try await DatabaseAPI.with(stations: 3, more: Self.guests) { api in
            let events = api.services.events
            let all = try await listen(
                "subscription { stationChanged { chargePointId } }", as: borrower(.support), to: api)
            let sessions = try await listen(
                "subscription { sessionChanged { idTag } }", as: borrower(.support), to: api)
            let third = try await listen(
                "subscription { stationChanged { chargePointId } }", as: .of(4, .support, borrowing: .asOrganization),
                to: api)
            events.publish(.stationChanged(try .of(1_001, 1)))
            #expect(try await all.next()?["stationChanged"] == ["chargePointId": "CP-1001"])
            events.publish(.sessionChanged(.of(100_100, 1, tag: 11)))
            events.publish(.sessionChanged(.of(100_199, 1, tag: 31)))
            #expect(try await sessions.next()?["sessionChanged"] == ["idTag": "04aa11"])
            try await end(1_001, in: api)
            events.publish(.stationChanged(try .of(1_001, 1)))
            events.publish(.sessionChanged(.of(100_199, 1, tag: 31)))
            events.publish(.stationChanged(try .of(1_002, 1)))
            #expect(try await all.next()?["stationChanged"] == ["chargePointId": "CP-1002"])
            let made = try await api.execute(
                """
                mutation { shareStation(input: {stationId: "\(GlobalID(.station, 1_003).text)", organization: "Delta",
                  level: VIEW}) { share { id } } }
                """, as: .of(1, .manager))
            #expect(made["errors"] == nil)
            events.publish(.stationChanged(try .of(1_003, 1)))
            #expect(try await third.next()?["stationChanged"] == ["chargePointId": "CP-1003"])
        }
    }

    @Test func `a change of a share is told to those to whom the station is lent, and to its owner`() async throws {
        try await DatabaseAPI.with(stations: 2, more: Self.guests) { api in
            for station in [1_001, 1_002] as [Int64] { api.services.liveStatus.set(try .of(station, 1)) }
            let query = "subscription { stationChanged { chargePointId sharedLevel } }"
            let all = try await listen(query, as: borrower(.support), to: api)
            let named = try await listen(
                query.replacing("ed {", with: "ed(stationIds: [\"\(GlobalID(.station, 1_002).text)\"]) {"),
                as: borrower(.support), to: api)
            let owner = try await listen(query, as: .of(1, .manager), to: api)
            let stranger = try await listen(query, as: .of(2, .manager), to: api)
            for (share, level) in [(1_001, "OPERATE"), (1_002, "VIEW")] as [(Int64, String)] {
                let changed = try await change(
                    "updateShare(input: {id: \"\(GlobalID(.stationShare, share).text)\", level: \(level)})", in: api)
                #expect(changed["errors"] == nil)
                let told: JSONValue = ["chargePointId": .string("CP-\(share)"), "sharedLevel": .string(level)]
                #expect(try await all.next()?["stationChanged"] == told)
                #expect(
                    try await owner.next()?["stationChanged"] == [
                        "chargePointId": .string("CP-\(share)"), "sharedLevel": nil,
                    ])
            }
            #expect(
                try await named.next()?["stationChanged"] == ["chargePointId": "CP-1002", "sharedLevel": "VIEW"])
            api.services.events.publish(.stationChanged(try .of(2_001, 2)))
            #expect(try await stranger.next()?["stationChanged"]?["chargePointId"] == "CP-2001")
        }
    }

    @Test(arguments: [
        "stationChanged(stationIds: [\"%s\"]) { id }", "connectorChanged(stationIds: [\"%s\"]) { id }",
        "sessionChanged(stationIds: [\"%s\"]) { id }", "sessionChanged(sessionId: \"%c\") { id }",
        "meterValueAdded(sessionId: \"%c\") { value }",
    ])
    func `what was named and is lent no more ends the subscription at once`(field: String) async throws {
        try await DatabaseAPI.with(stations: 2, more: Self.guests) { api in
            let query = field.replacing("%s", with: GlobalID(.station, 1_001).text)
                .replacing("%c", with: GlobalID(.session, 100_199).text)
            let heard = try await listen("subscription { \(query) }", as: borrower(.support), to: api)
            try await end(1_002, in: api)
            try await end(1_001, in: api)
            let error = await #expect(throws: (any Error).self) { try await heard.next() }
            #expect("\(error.map { "\($0)" } ?? "")".contains("There is no"))
            await #expect(throws: (any Error).self) {
                try await listen("subscription { \(query) }", as: borrower(.support), to: api)
            }
        }
    }
}
