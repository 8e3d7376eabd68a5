import JSON
import Testing

@Suite("The query of the first charge", .timeLimit(.minutes(1)))
struct FirstChargeQueryTests {
    static let query = """
        query($first: Int) { stations(first: $first) { nodes { chargePointId presence connectors { number status }
          sessions(first: 5) { nodes { energyWh startedAt tag { idTag groups { name } } } } groups { name } } } }
        """

    @Test(arguments: [1, 50, 500])
    func `one call for each field and level, whatever the number of stations`(stations: Int) async throws {
        let api = try TestAPI(.twoOrganizations(stations: stations))
        let data = try await api.data(of: Self.query, ["first": .integer(Int64(stations))])
        #expect(data["stations"]?["nodes"]?.array?.count == stations)
        #expect(
            api.stores.calls.sorted() == [
                "connectors(ofStations) [number, stationID, status]", "groups(ofStations) [name]",
                "groups(ofTags) [name]", "sessions(ofStations) [energyWh, startedAt, tagID]",
                "stations(rows) [chargePointID, presence]", "tags(ids) [idTag]",
            ])
    }

    @Test func `each object is under its own parent`() async throws {
        let api = try TestAPI(.twoOrganizations(stations: 2, sessions: 1))
        let data = try await api.data(of: Self.query, ["first": 50])
        func station(_ number: Int, tag: Int, at time: String) -> JSONValue {
            [
                "chargePointId": "Alpha-\(number)", "presence": "OFFLINE",
                "connectors": [["number": 1, "status": "AVAILABLE"], ["number": 2, "status": "AVAILABLE"]],
                "sessions": [
                    "nodes": [
                        [
                            "energyWh": 42.5, "startedAt": .string(time),
                            "tag": ["idTag": "Alpha\(tag)", "groups": [["name": "Alpha group \(tag)"]]],
                        ]
                    ]
                ],
                "groups": [["name": "Alpha group 1"]],
            ]
        }
        #expect(
            data["stations"]?["nodes"]
                == [
                    station(1, tag: 2, at: "2026-01-02T03:48:20Z"), station(2, tag: 1, at: "2026-01-02T03:50:00Z"),
                ])
    }
}
