import JSON
import Testing

@Suite("What a query reads", .timeLimit(.minutes(1)))
struct LookAheadTests {
    static let cases: [(query: String, calls: [String])] = [
        ("{ stations { totalCount } }", ["stations(total) []"]),
        ("{ stations { __typename } }", ["stations(total) []"]),
        ("{ stations { edges { cursor } pageInfo { hasNextPage } } }", ["stations(rows) []"]),
        ("{ stations { edges { node { vendor } } nodes { model } } }", ["stations(rows) [model, vendor]"]),
        (
            "{ stations { nodes { ...s } } } fragment s on Station { id a: vendor b: vendor }",
            ["stations(rows) [vendor]"]
        ),
        (
            "{ sessions { nodes { station { chargePointId } connector { number } } } }",
            ["connectors(ofSessions) [number]", "sessions(rows) [stationID]", "stations(2 ids) [chargePointID]"]
        ),
        (
            "{ tags { nodes { user { email } stations { vendor } } } }",
            ["stations(ofTags) [vendor]", "tags [userID]", "users(ids) [email]"]
        ),
        (
            "{ groups { nodes { parent { name } } } }", ["groups [parentID]", "groups(ids) [name]"]
        ),
        (
            "{ stations { nodes { connectors { powerW activeSession { id } } } } }",
            [
                "activeSessions(ofConnectors) []", "connectors(ofStations) [number, stationID]", "stations(rows) []",
            ]
        ),
        ("{ viewer { role } }", []),
    ]

    @Test(arguments: cases)
    func `only what is selected is read`(query: String, calls: [String]) async throws {
        let api = try TestAPI()
        _ = try await api.data(of: query)
        #expect(api.stores.calls.sorted() == calls)
    }

    @Test func `equal loads of one level are one call, whichever fields they are for`() async throws {
        let api = try TestAPI(.twoOrganizations(stations: 2, sessions: 1))
        let data = try await api.data(
            of: """
                {
                  stations { nodes { connectors { station { id vendor } } groups { id name } } }
                  sessions { nodes { connector { station { vendor } } } }
                  tags { nodes { sessions { nodes { station { vendor } } } } }
                  some: stations(first: 1) { nodes { groups { name } sessions(first: 2) { nodes { id } } } }
                  others: stations(first: 2) { nodes { groups { parent { id } } sessions(first: 2) { nodes { id } } } }
                }
                """)
        #expect(data["sessions"]?["nodes"]?[0]?["connector"]?["station"]?["vendor"] == "Vendor Alpha")
        #expect(data["stations"]?["nodes"]?[1]?["connectors"]?[0]?["station"]?["vendor"] == "Vendor Alpha")
        #expect(data["some"]?["nodes"]?[0]?["groups"] == [["name": "Alpha group 1"]])
        let calls = api.stores.calls.sorted()
        #expect(calls.filter { $0.hasPrefix("stations(2 ids)") } == ["stations(2 ids) [vendor]"])
        // What others select is another statement.
        #expect(
            calls.filter { $0.hasPrefix("groups(") } == ["groups(ofStations) [name]", "groups(ofStations) [parentID]"])
        #expect(calls.filter { $0.hasPrefix("sessions(ofStations)") } == ["sessions(ofStations) []"])
    }

    @Test func `objects that stand in several places are asked for once`() async throws {
        let api = try TestAPI(.twoOrganizations(stations: 3, sessions: 4))
        let data = try await api.data(
            of: "{ sessions { nodes { station { chargePointId sessions(first: 1) { nodes { id } } } } } }")
        #expect(data["sessions"]?["nodes"]?.array?.count == 12)
        #expect(data["sessions"]?["nodes"]?[0]?["station"]?["chargePointId"] == "Alpha-3")
        #expect(data["sessions"]?["nodes"]?[11]?["station"]?["chargePointId"] == "Alpha-1")
        #expect(
            api.stores.calls == [
                "sessions(rows) [stationID]", "stations(3 ids) [chargePointID]", "sessions(ofStations) []",
            ])
    }
}
