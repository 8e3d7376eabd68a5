import Charging
import ChargingAPI
import JSON
import Postgres
import Testing

@Suite("Hints for chargers that were turned away", .timeLimit(.minutes(1)))
struct OnboardingHintTests {
    /// Alpha waits for Depot-01 and Garage-3, Beta for Garage-1; and Beta has a Garage-2 that is long there.
    private static let waiting: [Statement] = [
        """
        INSERT INTO stations (id, organization_id, charge_point_id, presence) OVERRIDING SYSTEM VALUE VALUES
            (1901, 1, 'Depot-01', 'UNKNOWN'), (1902, 1, 'Garage-3', 'UNKNOWN'), (2901, 2, 'Garage-1', 'UNKNOWN'),
            (2902, 2, 'Garage-2', 'OFFLINE')
        """
    ]

    private static let many: [Statement] = [
        """
        INSERT INTO stations (id, organization_id, charge_point_id, presence) OVERRIDING SYSTEM VALUE
        SELECT 100000 + n, 1 + n % 2, md5(n::text), 'OFFLINE' FROM generate_series(1, 5000) n
        """, "ANALYZE stations",
    ]

    private func hints(
        _ api: DatabaseAPI, _ viewer: Viewer, _ arguments: String = ""
    ) async throws -> [JSONValue] {
        let query = """
            { onboardingHints\(arguments) { station { chargePointId } triedId reason count address detail } }
            """
        let answer = try await api.execute(query, as: viewer)
        #expect(answer["errors"] == nil)
        return answer["data"]?["onboardingHints"]?.array ?? []
    }

    private func knock(_ api: DatabaseAPI, _ ids: String...) {
        for id in ids {
            api.services.liveStatus.connections.refused(
                unknown: id,
                ConnectionRefusal(reason: .unknownID, at: MemoryWorld.start, address: "192.0.2.9"))
        }
    }

    @Test func `an id that is near to one that is waited for is told to that organization alone, without the address`()
        async throws
    {
        try await DatabaseAPI.with(stations: 1, more: Self.waiting) { api in
            knock(api, "depot_O1", "Depot-1", "Elsewhere-1", "Depot-0")
            knock(api, "Depot-1")
            let told = try await hints(api, .alphaManager)
            #expect(Set(told.compactMap { $0["triedId"]?.string }) == ["depot_O1", "Depot-1", "Depot-0"])
            for hint in told {
                #expect(hint["station"]?["chargePointId"] == "Depot-01" && hint["reason"] == "UNKNOWN_ID")
                #expect(hint["address"] == .some(.null))
                #expect(hint["count"] == (hint["triedId"] == "Depot-1" ? 2 : 1))
            }
            #expect(try await hints(api, .betaManager) == [])
            #expect(try await hints(api, .alphaDriver) == [])
            #expect(try await hints(api, .alphaManager, "(first: 2)").count == 2)
        }
    }

    @Test func `an id that may be another organization's is told to neither, but to platform operators`() async throws {
        try await DatabaseAPI.with(stations: 1, more: Self.waiting) { api in
            // As near to Alpha's Garage-3 as to Beta's stations, of which one is not even waited for.
            knock(api, "Garage-4", "Nobody-knows")
            #expect(try await hints(api, .alphaManager) == [])
            #expect(try await hints(api, .betaManager) == [])
            let all = try await hints(api, .of(1, .platformOperator))
            #expect(Set(all.compactMap { $0["triedId"]?.string }) == ["Garage-4", "Nobody-knows"])
            #expect(all.allSatisfy { $0["address"] == "192.0.2.9" })
            #expect(all.first { $0["triedId"] == "Nobody-knows" }?["station"] == .some(.null))
        }
    }

    @Test func `refusals at a station's own door are told by reason to those who reach it, until it is connected`()
        async throws
    {
        try await DatabaseAPI.with(stations: 1, more: Self.waiting) { api in
            let connections = api.services.liveStatus.connections
            for (reason, station) in [
                (ConnectionRefusal.Reason.wrongPassword, Int64(1_901)), (.wrongPath, 1_901), (.wrongPassword, 2_901),
                (.wrongPassword, 1_901), (.noPassword, 1_902),
            ] {
                connections.refused(
                    StationID(rawValue: station),
                    ConnectionRefusal(reason: reason, at: MemoryWorld.start, address: "192.0.2.\(station % 100)"))
            }
            let told = try await hints(api, .alphaManager)
            let seen = told.map {
                "\($0["station"]?["chargePointId"] ?? nil) \($0["reason"] ?? nil) \($0["count"] ?? nil)"
            }
            #expect(
                Set(seen) == [
                    "\"Depot-01\" \"WRONG_PASSWORD\" 2", "\"Depot-01\" \"WRONG_PATH\" 1",
                    "\"Garage-3\" \"NO_PASSWORD\" 1",
                ])
            let one = "(stationId: \"\(GlobalID(.station, 1_902).text)\")"
            #expect(try await hints(api, .alphaManager, one).count == 1)
            #expect(try await hints(api, .betaManager, one) == [])
            #expect(try await hints(api, .betaManager).description.contains("192.0.2.1"))
            #expect(try await hints(api, .alphaDriver) == [])
            var scoped = Viewer.alphaManager
            scoped.groupScope = GroupID(rawValue: 11)
            #expect(try await hints(api, scoped) == [])
        }
    }

    @Test func `a station that is connected needs no hint`() async throws {
        try await DatabaseAPI.with(stations: 1, more: Self.waiting) { api in
            let live = api.services.liveStatus
            let id = StationID(rawValue: 1_901)
            live.connections.refused(id, ConnectionRefusal(reason: .noPassword, at: MemoryWorld.start))
            #expect(try await hints(api, .alphaManager).count == 1)
            live.set(try StationSnapshot.of(1_901, 1))
            #expect(try await hints(api, .alphaManager) == [])
        }
    }

    @Test func `it is one statement, by the index of near names`() async throws {
        try await DatabaseAPI.with(stations: 1, more: Self.many + Self.waiting) { api in
            knock(api, "depot_01", "Garage-4")
            let before = api.sent.values.count
            #expect(try await hints(api, .alphaManager, "(first: 5)").count == 1)
            let sent = api.sent.values.dropFirst(before)
            let statement = try #require(sent.first)
            // The other reads the station.
            #expect(sent.count == 2)
            let plan: [String] = try await api.client.query("EXPLAIN \(statement)").column("QUERY PLAN")
            #expect(plan.contains { $0.contains("stations_near_names") }, "\(plan.joined(separator: "\n"))")
        }
    }
}
