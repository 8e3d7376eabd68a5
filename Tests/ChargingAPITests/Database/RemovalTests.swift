import Charging
import ChargingAPI
import JSON
import Postgres
import Testing

/// Of stations with everything that a station can have.
@Suite("Stations that leave their account", .timeLimit(.minutes(2)))
struct RemovalTests {
    /// The seed gives the deliveries of webhooks their ids itself.
    private static let next: Statement = "SELECT setval(pg_get_serial_sequence('webhook_deliveries', 'id'), 1000000)"

    @Test func `a station leaves with whatever is under way at it`() async throws {
        try await DatabaseAPI.with(stations: 2, more: [Self.next]) { api in
            for station in [1_001, 1_002, 2_001] as [Int64] {
                let organization = station / 1_000
                let answer = try await api.execute(
                    """
                    mutation { removeStation(input: {id: "\(GlobalID(.station, station).text)"}) { station { removedAt isActive } } }
                    """, as: .of(organization, .manager))
                #expect(answer["errors"] == nil)
                #expect(answer["data"]?["removeStation"]?["station"]?["isActive"] == false)
            }
            let left = try await api.client.query(
                """
                SELECT count(*) AS count FROM sessions WHERE status = 'ACTIVE' AND station_id IN (1001, 1002, 2001)
                """
            ).single().int("count")
            #expect(left == 0)
        }
    }
}
