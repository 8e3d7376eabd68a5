import Charging
import ChargingStore
import Logging
import Postgres
import Testing

@Suite("Partitions of meter values", .timeLimit(.minutes(1)))
struct MeterValuePartitionsTests {
    private func partitions(_ fixture: StoreFixture) -> MeterValuePartitions {
        MeterValuePartitions(fixture.database, logger: Logger(label: "test.partitions"))
    }

    /// The default one counts.
    private func count(_ fixture: StoreFixture) async throws -> Int {
        try await fixture.count("SELECT count(*) FROM pg_inherits WHERE inhparent = 'meter_values'::regclass")
    }

    /// As when the server has not run for months.
    private func dropAll(_ fixture: StoreFixture) async throws {
        for row in try await fixture.client.query(
            """
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'meter_values'::regclass AND c.relname <> 'meter_values_default'
            """)
        {
            _ = try await fixture.client.query(Statement(trusted: "DROP TABLE \(try row.string("relname"))"))
        }
    }

    @Test func `those of this month and the next two are made, once`() async throws {
        try await StoreFixture.with { fixture in
            try await dropAll(fixture)
            for _ in 0..<2 { try await partitions(fixture).ensure() }
            #expect(try await count(fixture) == 4)
        }
    }

    @Test func `values that came before their month had one move into it`() async throws {
        try await StoreFixture.with { fixture in
            try await dropAll(fixture)
            _ = try await fixture.client.query(
                """
                INSERT INTO meter_values (session_id, opened_month, sampled_at, kind_id, value)
                SELECT n, date_trunc('month', now() AT TIME ZONE 'UTC') - n * interval '1 month', now(), 1, n
                FROM generate_series(0, 1) n
                """)
            try await partitions(fixture).ensure()
            #expect(try await count(fixture) == 4)
            let rest = try await fixture.client.query("SELECT value FROM meter_values_default")
            #expect(try rest.column("value") as [Double] == [1])
            #expect(try await fixture.count("SELECT count(*) FROM meter_values") == 2)
        }
    }

    @Test func `a month that cannot have one does not keep the others from theirs`() async throws {
        try await StoreFixture.with { fixture in
            try await dropAll(fixture)
            // A type of the same name is in the way.
            let first = try await fixture.client.query(
                "SELECT 'meter_values_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM') AS name"
            ).single().string("name")
            _ = try await fixture.client.query(Statement(trusted: "CREATE TYPE \(first) AS ENUM ()"))
            await #expect(throws: ChargingError.self) { try await partitions(fixture).ensure() }
            #expect(try await count(fixture) == 3)
        }
    }

    @Test func `behind a long reader it gives up, rather than have the writers wait`() async throws {
        try await StoreFixture.with { fixture in
            try await dropAll(fixture)
            try await fixture.client.withTransaction { transaction in
                _ = try await transaction.query("SELECT count(*) FROM meter_values")
                let begun = ContinuousClock.now
                await #expect(throws: ChargingError.self) { try await partitions(fixture).ensure() }
                #expect(.now - begun < .seconds(5))
            }
            try await partitions(fixture).ensure()
            #expect(try await count(fixture) == 4)
        }
    }
}
