import TestSupport
import Testing

@testable import Postgres

@Suite struct StatementCacheTests {
    private func key(_ number: Int) -> PreparableStatement.Key {
        PreparableStatement.Key(Statement(trusted: "SELECT \(number)"))
    }

    @Test func `a known statement keeps its name`() {
        var cache = StatementCache(limit: 10)
        let first = cache.use(key(1))
        #expect(first.isNew)
        #expect(cache.use(key(1)) == StatementCache.Lookup(name: first.name, isNew: false))
    }

    @Test func `the least recently used statements are forgotten`() {
        var cache = StatementCache(limit: 32)
        for number in 0..<32 { _ = cache.use(key(number)) }
        _ = cache.use(key(0))
        #expect(cache.use(key(32)).isNew)
        #expect(cache.count <= 32)
        let isKept = cache.use(key(0)) == StatementCache.Lookup(name: "s1", isNew: false)
        #expect(isKept)
        #expect(cache.discarded == ["s2", "s3"])
    }

    @Test func `the same text with other types is another statement`() {
        #expect(PreparableStatement.Key("SELECT \(1)") != PreparableStatement.Key("SELECT \(Int32(1))"))
        #expect(PreparableStatement.Key("SELECT \(1)") == PreparableStatement.Key("SELECT \(2)"))
    }

    @Test(.timeLimit(.minutes(1))) func `the server holds no more statements than the cache`() async throws {
        try await TestDatabase.withEmpty(configure: {
            $0.sharedConnections = 1
            $0.statementCacheLimit = 20
        }) { client, _ in
            for number in 0..<200 { _ = try await client.query(Statement(trusted: "SELECT \(number) AS n")) }
            let held = try await client.query("SELECT count(*) AS n FROM pg_prepared_statements").single().int("n")
            #expect(held <= 20 + 16)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a changed table is read with its new columns`() async throws {
        try await TestDatabase.withEmpty(configure: { $0.sharedConnections = 1 }) { client, _ in
            _ = try await client.pipeline(["CREATE TABLE t (a int8)", "INSERT INTO t VALUES (1)"])
            let statement: Statement = "SELECT * FROM t"
            #expect(try await client.query(statement).columnNames == ["a"])
            _ = try await client.query("ALTER TABLE t ADD COLUMN b text")
            #expect(try await client.query(statement).columnNames == ["a", "b"])
            _ = try await client.query("ALTER TABLE t ALTER COLUMN a TYPE text USING a::text")
            let rows = try await client.pipeline([statement, statement])
            #expect(try rows[1].single().string("a") == "1")
        }
    }

    @Test(.timeLimit(.minutes(1))) func `statements are prepared again after the server has forgotten them`()
        async throws
    {
        try await TestDatabase.withEmpty(configure: { $0.sharedConnections = 1 }) { client, _ in
            _ = try await client.query("SELECT 1 AS n")
            _ = try await client.query("DEALLOCATE ALL")
            #expect(try await client.query("SELECT 1 AS n").single().int32("n") == 1)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `what failed to be prepared is reported each time`() async throws {
        try await TestDatabase.withEmpty(configure: { $0.sharedConnections = 1 }) { client, _ in
            for _ in 0..<3 {
                #expect(await failure { try await client.query("SELECT * FROM nowhere") }?.code == .undefinedObject)
            }
            let results = try await client.batch(Array(repeating: "SELECT * FROM nowhere", count: 5))
            for result in results { #expect(code { try result.get() } == .undefinedObject) }
            _ = try await client.query("CREATE TABLE nowhere (a int8)")
            #expect(try await client.query("SELECT * FROM nowhere").isEmpty)
        }
    }
}
