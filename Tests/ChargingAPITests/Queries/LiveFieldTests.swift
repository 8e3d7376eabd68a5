import Charging
import JSON
import Testing

@Suite("Live fields", .timeLimit(.minutes(1)))
struct LiveFieldTests {
    static let query = """
        { stations { nodes { presence status errorCode ocppVersion lastSeenAt
          connectors { number status errorCode isStale powerW statusChangedAt } } } }
        """

    /// The first station of Alpha as the live table holds it.
    static func snapshot(_ presence: Presence) throws -> StationSnapshot {
        let record = StationRecord(
            id: StationID(rawValue: 1_001), organizationID: OrganizationID(rawValue: 1),
            chargePointID: try #require(ChargePointID("Alpha-1")), isActive: true, admission: .accepted,
            passwordVerifier: nil, presence: presence, lastSeenAt: MemoryWorld.start.advanced(by: .seconds(9)),
            ocppVersion: "2.0.1", status: .faulted, errorCode: "GroundFailure", generation: 1)
        var connector = ConnectorSnapshot(id: ConnectorID(rawValue: 10_011), number: 1, status: .charging)
        connector.powerW = 7_400
        return StationSnapshot(record, connectors: [connector])
    }

    @Test func `the live table wins over the row`() async throws {
        let api = try TestAPI(.twoOrganizations(stations: 1))
        api.liveStatus.set(try Self.snapshot(.online))
        let station = try await api.data(of: Self.query)["stations"]?["nodes"]?[0]
        #expect(station?["presence"] == "ONLINE")
        #expect(station?["status"] == "FAULTED")
        #expect(station?["errorCode"] == "GroundFailure")
        #expect(station?["ocppVersion"] == "2.0.1")
        #expect(station?["lastSeenAt"] == "2026-01-01T00:00:09Z")
        #expect(
            station?["connectors"]?[0] == [
                "number": 1, "status": "CHARGING", "errorCode": nil, "isStale": false, "powerW": 7400,
                "statusChangedAt": nil,
            ])
    }

    @Test func `what the live table does not know comes from the row`() async throws {
        let api = try TestAPI(.twoOrganizations(stations: 2))
        api.liveStatus.set(try Self.snapshot(.online))
        let nodes = try await api.data(of: Self.query)["stations"]?["nodes"]
        #expect(nodes?[0]?["presence"] == "ONLINE")
        #expect(nodes?[1]?["presence"] == "OFFLINE")
        #expect(nodes?[1]?["status"] == "AVAILABLE")
        #expect(
            nodes?[0]?["connectors"]?[1] == [
                "number": 2, "status": "AVAILABLE", "errorCode": nil, "isStale": false, "powerW": nil,
                "statusChangedAt": "2026-01-01T00:00:00Z",
            ])
    }

    @Test func `connectors of an offline station are stale and keep their status`() async throws {
        let api = try TestAPI(.twoOrganizations(stations: 1))
        api.liveStatus.set(try Self.snapshot(.offline))
        let connector = try await api.data(of: Self.query)["stations"]?["nodes"]?[0]?["connectors"]?[0]
        #expect(connector?["isStale"] == true)
        #expect(connector?["status"] == "CHARGING")
    }
}
