import Postgres
import TestSupport
import Testing

@Suite struct TransactionTests {
    private struct Refusal: Error {}

    private func count(_ client: PostgresClient) async throws -> Int {
        try await client.query("SELECT count(*) AS n FROM t").single().int("n")
    }

    @Test(.timeLimit(.minutes(1))) func `returning commits and throwing rolls back`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            _ = try await client.query("CREATE TABLE t (a int8)")
            try await client.withTransaction { _ = try await $0.query("INSERT INTO t VALUES (1)") }
            #expect(try await count(client) == 1)
            await #expect(throws: Refusal.self) {
                try await client.withTransaction { transaction in
                    _ = try await transaction.query("INSERT INTO t VALUES (2)")
                    throw Refusal()
                }
            }
            #expect(try await count(client) == 1)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a swallowed error cannot be committed`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            _ = try await client.query("CREATE TABLE t (a int8)")
            let error = await failure {
                try await client.withTransaction { transaction in
                    _ = try await transaction.query("INSERT INTO t VALUES (1)")
                    _ = try? await transaction.query("SELECT 1 / 0")
                }
            }
            #expect(error?.code == .transactionRolledBack)
            #expect(try await count(client) == 0)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a transaction is dead after its scope`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let escaped = try await client.withTransaction { $0 }
            #expect(await failure { try await escaped.query("SELECT 1") }?.code == .closed)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a read-only transaction refuses to write`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let error = await failure {
                try await client.withTransaction(access: .readOnly) { try await $0.query("CREATE TABLE t (a int8)") }
            }
            #expect(error?.sqlState == "25006")
        }
    }

    @Test(.timeLimit(.minutes(1))) func `conflicting serializable transactions are told apart as transient`()
        async throws
    {
        try await TestDatabase.withEmpty { client, _ in
            _ = try await client.pipeline(["CREATE TABLE t (a int8)", "INSERT INTO t VALUES (0)"])
            let error = await failure {
                try await client.withTransaction(isolation: .serializable) { first in
                    _ = try await first.query("SELECT a FROM t")
                    try await client.withTransaction(isolation: .serializable) { second in
                        _ = try await second.query("UPDATE t SET a = a + 1")
                    }
                    _ = try await first.query("UPDATE t SET a = a + 1")
                }
            }
            #expect(error?.code == .serializationFailure && error?.isTransient == true)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a connection lost in a transaction is reported and replaced`() async throws {
        try await TestDatabase.withEmpty(configure: { $0.exclusiveConnections = 1 }) { client, _ in
            let error = await failure {
                try await client.withTransaction { transaction in
                    let pid = try await transaction.query("SELECT pg_backend_pid() AS pid").single().int32("pid")
                    _ = try await client.query("SELECT pg_terminate_backend(\(pid), 5000)")
                    return try await transaction.query("SELECT 1")
                }
            }
            #expect(error?.code == .connectionLost)
            try await client.withTransaction { _ = try await $0.query("SELECT 1") }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a connection lost during the commit has an unknown outcome`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            // The commit runs the deferred trigger, which ends the connection from within.
            _ = try await client.pipeline([
                "CREATE TABLE t (a int8)",
                """
                CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END'
                """,
                "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()",
            ])
            let error = await failure {
                try await client.withTransaction { _ = try await $0.query("INSERT INTO t VALUES (1)") }
            }
            #expect(error?.code == .connectionLost && error?.outcomeUnknown == true)
            #expect(error?.sqlState == "57P01")
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a cursor reads a long result in chunks`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let sizes = try await client.withCursor("SELECT n FROM generate_series(1, \(2_500)) n", chunk: 1_000) {
                cursor in
                var sizes: [Int] = []
                while let rows = try await cursor.next() { sizes.append(rows.count) }
                return sizes
            }
            #expect(sizes == [1_000, 1_000, 500])
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a cursor may be left early`() async throws {
        try await TestDatabase.withEmpty(configure: { $0.exclusiveConnections = 1 }) { client, _ in
            for _ in 0..<3 {
                let first = try await client.withCursor(
                    "SELECT n::int8 AS n FROM generate_series(1, 100000) n", chunk: 10
                ) {
                    try await $0.next()
                }
                #expect(try first?.int64s("n").count == 10)
            }
        }
    }
}
