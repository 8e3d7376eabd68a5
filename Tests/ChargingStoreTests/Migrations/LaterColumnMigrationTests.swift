import Postgres
import Testing

/// What columns that came later say of rows that were there before.
@Suite("Migrations to later columns", .timeLimit(.minutes(1)))
struct LaterColumnMigrationTests {
    private static let stations: [Statement] = [
        "INSERT INTO organizations (name) VALUES ('one')",
        "INSERT INTO stations (organization_id, charge_point_id) SELECT id, 'cp' FROM organizations",
    ]

    @Test func `a tag that had stations is restricted to them`() async throws {
        let tags: [Statement] = [
            """
            INSERT INTO tags (organization_id, id_tag) SELECT id, t FROM organizations, unnest(array['HERE', 'ANYWHERE']) t
            """,
            """
            INSERT INTO tag_stations (organization_id, tag_id, station_id)
            SELECT s.organization_id, t.id, s.id FROM stations s, tags t WHERE t.id_tag = 'HERE'
            """,
        ]
        try await EarlierDatabase.migrated(from: 92, holding: Self.stations + tags) { client in
            let restricted = try await client.query("SELECT id_tag FROM tags WHERE is_restricted_to_stations")
            #expect(try restricted.column("id_tag", as: String.self) == ["HERE"])
        }
    }

    /// The time of a start by a clock that could not be right was that of its receipt.
    @Test func `a start whose time was assumed is known as such, while its energy may still change`() async throws {
        let sessions: [Statement] = [
            """
            INSERT INTO sessions (organization_id, station_id, connector_number, transaction_id, id_tag, status,
                is_stopped_by_charger, "authorization", is_exclusive, started_at, stopped_at, meter_start_wh, last_meter_wh,
                last_meter_at)
            SELECT s.organization_id, s.id, n, n, 'T', CASE WHEN n = 3 THEN 'COMPLETED' ELSE 'ACTIVE' END, n = 3, 'ACCEPTED',
                false, '2026-01-01T00:00:00Z', CASE WHEN n = 3 THEN timestamptz '2026-01-01T01:00:00Z' END, 0, 0,
                '2026-01-01T00:00:00Z'
            FROM stations s, generate_series(1, 3) n
            """,
            """
            INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at, received_at)
            SELECT organization_id, station_id, id, 'START', transaction_id, started_at,
                started_at + CASE WHEN transaction_id = 2 THEN interval '1 second' ELSE '0' END
            FROM sessions
            """,
        ]
        try await EarlierDatabase.migrated(from: 91, holding: Self.stations + sessions) { client in
            let assumed = try await client.query("SELECT transaction_id FROM sessions WHERE is_start_time_assumed")
            #expect(try assumed.map { try $0.int32("transaction_id") } == [1])
        }
    }
}
