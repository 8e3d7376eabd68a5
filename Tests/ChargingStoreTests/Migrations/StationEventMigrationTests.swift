import Postgres
import Testing

@Suite("The migration to station events", .timeLimit(.minutes(1)))
struct StationEventMigrationTests {
    @Test func `vendors' messages that an older version kept are events now`() async throws {
        try await EarlierDatabase.migrated(from: 10, holding: Self.transfers) { client in
            let rows = try await client.query(
                """
                SELECT concat_ws('|', kind, vendor_id, name, detail, received_at = reported_at) AS text
                FROM station_events ORDER BY id
                """)
            #expect(
                try rows.column("text", as: String.self)
                    == ["VENDOR_MESSAGE|v|m|data|t", "VENDOR_MESSAGE|v||data|t"])
        }
    }

    private static let transfers: [Statement] = [
        "INSERT INTO organizations (name) VALUES ('one')",
        "INSERT INTO stations (organization_id, charge_point_id) SELECT id, 'cp' FROM organizations",
        """
        INSERT INTO data_transfers (organization_id, station_id, vendor_id, message_id, data, received_at)
        SELECT organization_id, id, 'v', m, 'data', '2026-01-01T00:00:00Z'
        FROM stations, unnest(array['m', NULL]) WITH ORDINALITY AS u(m, ord) ORDER BY ord
        """,
    ]
}
