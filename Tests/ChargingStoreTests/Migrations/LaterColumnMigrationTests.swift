import Postgres
import Testing

/// What columns that came later say of rows that were there before.
@Suite("Migrations to later columns", .timeLimit(.minutes(1)))
struct LaterColumnMigrationTests {
    private static let stations: [Statement] = [
        "INSERT INTO organizations (name) VALUES ('one')",
        "INSERT INTO stations (organization_id, charge_point_id) SELECT id, 'cp' FROM organizations",
    ]

    /// One statement for each table, of the station's organization or another.
    private static func belongings(of organization: Statement) -> [Statement] {
        [
            """
            INSERT INTO unknown_tags (organization_id, station_id, id_tag, first_seen_at, last_seen_at, count)
            SELECT \(organization), s.id, 'T', now(), now(), 1 FROM stations s
            """,
            """
            INSERT INTO station_uploads (organization_id, station_id, operation_id, token_hash, expires_at)
            SELECT \(organization), s.id, o.id, sha256('u'), now() FROM stations s JOIN operations o ON o.station_id = s.id
            """,
            """
            INSERT INTO firmware_downloads (organization_id, station_id, operation_id, image_id, token_hash, expires_at)
            SELECT i.organization_id, s.id, o.id, i.id, sha256('d'), now()
            FROM stations s JOIN operations o ON o.station_id = s.id
            JOIN firmware_images i ON i.organization_id = \(organization)
            """,
            """
            INSERT INTO certificate_requests (organization_id, station_id, event_id, status, requested_at)
            SELECT \(organization), s.id, e.id, 'PENDING', now() FROM stations s JOIN station_events e ON e.station_id = s.id
            """,
        ]
    }

    @Test func `what belongs to a station belongs to its organization, also what was there before`() async throws {
        let others: [Statement] = [
            "INSERT INTO organizations (name) VALUES ('two')",
            """
            INSERT INTO operations (organization_id, station_id, kind, request)
            SELECT organization_id, id, 'GET_LOG', '{}' FROM stations
            """,
            """
            INSERT INTO station_events (organization_id, station_id, kind, name, reported_at, received_at, generation)
            SELECT organization_id, id, 'CERTIFICATE_REQUEST', 'AwaitingSignature', now(), now(), 1 FROM stations
            """,
            """
            INSERT INTO firmware_images (organization_id, vendor, model, version, file_name, stored_name, size_bytes, sha256)
            SELECT id, 'V', 'M', '1', 'f', md5(name)::uuid, 1, sha256('f') FROM organizations
            """,
        ]
        let own = Self.belongings(of: "s.organization_id")
        try await EarlierDatabase.migrated(from: 141, holding: Self.stations + others + own) { client in
            let tables = ["unknown_tags", "station_uploads", "firmware_downloads", "certificate_requests"]
            for (table, statement) in zip(tables, Self.belongings(of: "(SELECT max(id) FROM organizations)")) {
                _ = try await client.query(Statement(trusted: "DELETE FROM \(table)"))
                let error = await #expect(throws: PostgresError.self) { _ = try await client.query(statement) }
                #expect(error?.constraint == "\(table)_station")
            }
            _ = try await client.pipeline(own)
            let loose = try await client.query(
                "SELECT conname FROM pg_constraint WHERE conname LIKE '%_station' AND NOT convalidated")
            #expect(loose.isEmpty)
            _ = try await client.query("DELETE FROM stations")
            for table in tables {
                #expect(try await client.query(Statement(trusted: "SELECT 1 AS one FROM \(table)")).isEmpty)
            }
        }
    }

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
