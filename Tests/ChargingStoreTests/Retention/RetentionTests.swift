import Charging
import JSON
import Logging
import Postgres
import TestSupport
import Testing

@testable import ChargingStore

@Suite("Retention", .timeLimit(.minutes(2)))
struct RetentionTests {
    private func retention(
        _ fixture: StoreFixture, _ policy: Retention.Policy = .init(), _ recorder: FlightRecorder? = nil
    ) -> Retention {
        Retention(fixture.database, policy: policy, recorder: recorder, logger: Logger(label: "test.retention"))
    }

    private func addRecording(
        _ fixture: StoreFixture, _ id: Int64, daysAgo: Int32, bytes: Int = 10, hasPartition: Bool = true
    ) async throws {
        if hasPartition {
            _ = try await fixture.client.query(
                "SELECT ensure_recordings_partition((now() AT TIME ZONE 'UTC')::date - \(daysAgo))")
        }
        _ = try await fixture.client.query(
            """
            INSERT INTO recordings (id, organization_id, station_id, first_at, last_at, entries, frames, size, block)
            SELECT \(id), 1, 1, t, t, 1, 1, 10, \(Array(repeating: UInt8(7), count: bytes))
            FROM (SELECT now() - make_interval(days => \(daysAgo)) AS t) x
            """)
    }

    private func recordings(_ fixture: StoreFixture) async throws -> [Int64] {
        try await fixture.client.query("SELECT id FROM recordings ORDER BY id").column("id")
    }

    @Test func `days of recordings go as a whole when all of them is too old`() async throws {
        try await StoreFixture.with { fixture in
            for day in [Int32(0), 3, 6, 9] { try await addRecording(fixture, Int64(day) + 1, daysAgo: day) }
            var policy = Retention.Policy()
            policy.recordings = .seconds(5 * 86_400)
            try await retention(fixture, policy).apply()
            #expect(try await recordings(fixture) == [1, 4])
            #expect(
                try await fixture.count(
                    "SELECT count(*) AS count FROM pg_inherits WHERE inhparent = 'recordings'::regclass") == 5)
        }
    }

    @Test func `recordings that take too much room lose their oldest days, and today's stops growing`() async throws {
        try await StoreFixture.with { fixture in
            for day in [Int32(0), 1, 2] {
                try await addRecording(fixture, Int64(day) + 1, daysAgo: day, bytes: 200_000)
            }
            let recorder = FlightRecorder()
            var policy = Retention.Policy()
            policy.recordingBytes = 750_000
            try await retention(fixture, policy, recorder).apply()
            #expect(try await recordings(fixture) == [1, 2])
            #expect(recorder.isTaking)
            policy.recordingBytes = 1_000
            try await retention(fixture, policy, recorder).apply()
            #expect(try await recordings(fixture) == [1])
            #expect(!recorder.isTaking)
        }
    }

    /// As when the server has not run for days.
    private func dropDays(_ fixture: StoreFixture) async throws {
        for name in try await partitions(fixture) where name != "recordings_default" {
            _ = try await fixture.client.query(Statement(trusted: "DROP TABLE \(name)"))
        }
    }

    private func partitions(_ fixture: StoreFixture) async throws -> [String] {
        try await fixture.client.query(
            """
            SELECT c.relname::text AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'recordings'::regclass ORDER BY 1
            """
        ).column("name")
    }

    @Test func `what came before its day had a partition moves into it`() async throws {
        try await StoreFixture.with { fixture in
            try await dropDays(fixture)
            try await addRecording(fixture, 1, daysAgo: 1, hasPartition: false)
            try await addRecording(fixture, 2, daysAgo: 0, hasPartition: false)
            try await retention(fixture).apply()
            #expect(try await partitions(fixture).count == 4)
            let rest: [Int64] = try await fixture.client.query("SELECT id FROM recordings_default").column("id")
            #expect(rest == [1])
            #expect(try await recordings(fixture) == [1, 2])
            #expect(
                try await fixture.count(
                    """
                    SELECT count(*) AS count FROM pg_index i JOIN pg_inherits h ON h.inhrelid = i.indexrelid
                    JOIN recordings r ON r.tableoid = i.indrelid WHERE r.id = 2
                    """) == 2)
        }
    }

    @Test func `a day that cannot have its partition does not keep the others from theirs`() async throws {
        try await StoreFixture.with { fixture in
            try await dropDays(fixture)
            // A type of the same name is in the way.
            let today = try await fixture.client.query(
                "SELECT 'recordings_' || to_char((now() AT TIME ZONE 'UTC')::date, 'YYYY_MM_DD') AS name"
            ).single().string("name")
            _ = try await fixture.client.query(Statement(trusted: "CREATE TYPE \(today) AS ENUM ()"))
            await #expect(throws: ChargingError.self) { try await retention(fixture).apply() }
            #expect(try await partitions(fixture).count == 3)
        }
    }

    @Test func `what has no partition counts among what recordings take`() async throws {
        try await StoreFixture.with { fixture in
            let recorder = FlightRecorder()
            var policy = Retention.Policy()
            policy.recordingBytes = 500_000
            try await retention(fixture, policy, recorder).apply()
            #expect(recorder.isTaking)
            try await addRecording(fixture, 1, daysAgo: 1, bytes: 600_000, hasPartition: false)
            try await retention(fixture, policy, recorder).apply()
            #expect(!recorder.isTaking)
        }
    }

    @Test func `rows of each table go when they are too old, in batches, and no others`() async throws {
        try await StoreFixture.with { fixture in
            let station = try await fixture.makeOrganization("alpha").stations[0].id.rawValue
            for statement in Self.rows(station) { _ = try await fixture.client.query(statement) }
            var policy = Retention.Policy()
            policy.batch = 3
            let tables = ["heartbeats", "status_notifications", "station_events", "station_meter_values"]
            try await retention(fixture, policy).apply()
            #expect(try await counts(fixture, tables) == [3, 20, 20, 20])
            policy.statusNotifications = .seconds(2 * 86_400)
            policy.stationEvents = .seconds(3 * 86_400)
            policy.stationMeterValues = .seconds(4 * 86_400)
            try await retention(fixture, policy).apply()
            #expect(try await counts(fixture, tables) == [3, 1, 1, 1])
        }
    }

    @Test func `old rows are found without reading a table whole, also where room was used again`() async throws {
        try await StoreFixture.with(configure: { $0.statementTimeout = .seconds(60) }) { fixture in
            _ = try await fixture.makeOrganization("alpha")
            _ = try await fixture.client.pipeline([
                """
                INSERT INTO heartbeats (station_id, received_at)
                SELECT s.id, now() - n * interval '1 minute' FROM stations s, generate_series(1, 20000) n
                """,
                """
                INSERT INTO station_meter_values (station_id, connector_number, sampled_at, kind_id, value)
                SELECT s.id, c, now() - n * interval '1 minute', 1, 1
                FROM stations s, unnest(array[0, 2, 7]) c, generate_series(1, 5000) n
                """,
                "ANALYZE heartbeats, station_meter_values, stations",
            ])
            for (name, time, place) in [
                ("heartbeats", "received_at", AgingTable.Place.byStation),
                ("station_meter_values", "sampled_at", .byConnector),
            ] as [(SQL, SQL, AgingTable.Place)] {
                let table = AgingTable(name: name, time: time, keep: .seconds(4_900 * 60), place: place)
                let statement = table.deletion(upTo: 1_000)
                let plan: [String] = try await fixture.client.query("EXPLAIN \(statement)").column("QUERY PLAN")
                #expect(!plan.contains { $0.contains("Seq Scan on \(name)") }, "\(plan.joined(separator: "\n"))")
            }
            var policy = Retention.Policy()
            policy.heartbeats = .seconds(4_900 * 60)
            policy.stationMeterValues = policy.heartbeats
            try await retention(fixture, policy).apply()
            let left = try await counts(fixture, ["heartbeats", "station_meter_values"])
            #expect(left == [2 * 4_899, 2 * 3 * 4_899] || left == [2 * 4_900, 2 * 3 * 4_900])
        }
    }

    @Test func `a certificate request stays as long as its certificate may be shown`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            for valid in ["1 day", "-1 day"] {
                _ = try await fixture.client.query(
                    """
                    WITH asked AS (
                        INSERT INTO station_events (organization_id, station_id, kind, name, detail, reported_at,
                            received_at, generation)
                        VALUES (\(organization.id.rawValue), \(organization.stations[0].id.rawValue),
                            'CERTIFICATE_REQUEST', 'AwaitingSignature', 'x', now(), now() - interval '2 years', 1)
                        RETURNING id, organization_id, station_id)
                    INSERT INTO certificate_requests (organization_id, station_id, event_id, status, requested_at,
                        decided_at, serial_number, certificate, valid_from, valid_to)
                    SELECT organization_id, station_id, id, 'ISSUED', now(), now(), \(valid), 'PEM', now(),
                        now() + \(valid)::interval FROM asked
                    """)
            }
            try await retention(fixture).apply()
            let kept: [String] = try await fixture.client.query("SELECT serial_number FROM certificate_requests")
                .column("serial_number")
            #expect(kept == ["1 day"])
            #expect(try await counts(fixture, ["station_events"]) == [1])
        }
    }

    @Test func `addresses of files go after their time, and what was received at them stays`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let files = FileStore(fixture.database)
            let image = try await files.addImage(
                NewFirmwareImage(vendor: "V", model: "M", version: "1", fileName: "f.bin", signature: nil),
                file: StoredFile(
                    fileName: nil, storedName: "4b3d3cf2-6b0e-4bb4-8f5c-3a4bd0d8a002", size: 1,
                    sha256: Array(repeating: 1, count: 32)), viewer: try organization.owner)
            let now = try await fixture.client.query("SELECT now() AS now").single().timestamp("now")
            for (number, days) in [Int64(8), 8, 6].enumerated() {
                let until = Timestamp(microseconds: now - days * 86_400_000_000)
                let hash = [UInt8](repeating: UInt8(number), count: 32)
                let id = try await fixture.record(
                    .getDiagnostics, at: organization.stations[0].id, as: try organization.owner)
                try await files.expectUpload(hash, of: id, until: until)
                _ = try await files.offer(image, by: hash, for: id, until: until)
            }
            let file = StoredFile(
                fileName: nil, storedName: "4b3d3cf2-6b0e-4bb4-8f5c-3a4bd0d8a001", size: 1,
                sha256: Array(repeating: 1, count: 32))
            let before = Timestamp(microseconds: now - 9 * 86_400_000_000)
            #expect(try await files.received(file, by: Array(repeating: 0, count: 32), at: before))
            try await retention(fixture).apply()
            #expect(try await counts(fixture, ["station_uploads", "firmware_downloads"]) == [2, 1])
        }
    }

    /// Twenty rows each, one every ten days back from an hour ago.
    private static func rows(_ station: Int64) -> [Statement] {
        let days: Statement =
            "(SELECT n, now() - interval '1 hour' - n * interval '10 days' AS t FROM generate_series(0, 19) n ORDER BY n DESC) d"
        return [
            "INSERT INTO heartbeats (station_id, received_at) SELECT \(station), d.t FROM \(days)",
            """
            INSERT INTO status_notifications (organization_id, station_id, connector_number, status, reported_at, received_at)
            SELECT s.organization_id, s.id, 1, 'AVAILABLE', d.t, d.t FROM \(days), stations s WHERE s.id = \(station)
            """,
            """
            INSERT INTO station_events (organization_id, station_id, kind, name, reported_at, received_at, generation)
            SELECT s.organization_id, s.id, 'SECURITY_EVENT', 'x', d.t, d.t, 1
            FROM \(days), stations s WHERE s.id = \(station)
            """,
            """
            INSERT INTO station_meter_values (station_id, connector_number, sampled_at, kind_id, value)
            SELECT \(station), 1, d.t, 1, 1 FROM \(days)
            """,
        ]
    }

    private func counts(_ fixture: StoreFixture, _ tables: [String]) async throws -> [Int] {
        var counts: [Int] = []
        for table in tables {
            counts.append(try await fixture.count(Statement(trusted: "SELECT count(*) AS count FROM \(table)")))
        }
        return counts
    }
}
