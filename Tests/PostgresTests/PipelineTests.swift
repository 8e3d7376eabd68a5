import Postgres
import TestSupport
import Testing

@Suite struct PipelineTests {
    @Test(.timeLimit(.minutes(1))) func `many tasks get their own answers`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let wrong = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<500 {
                    group.addTask { try await client.query("SELECT \(number) AS n").single().int("n") != number }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(wrong == 0)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a pipeline answers in its order`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let rows = try await client.pipeline((0..<50).map { "SELECT \($0) AS n" })
            #expect(try rows.map { try $0.single().int("n") } == Array(0..<50))
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a pipeline takes effect as a whole or not at all`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            _ = try await client.query("CREATE TABLE t (id int8 PRIMARY KEY)")
            let insert: (Int) -> Statement = { "INSERT INTO t VALUES (\($0))" }
            let error = await failure { try await client.pipeline([insert(1), insert(2), insert(1), insert(3)]) }
            #expect(error?.code == .uniqueViolation)
            #expect(error?.statementIndex == 2)
            #expect(error?.constraint == "t_pkey")
            #expect(error?.isDataError == true && error?.isTransient == false)
            #expect(try await client.query("SELECT count(*) AS n FROM t").single().int("n") == 0)
            let rows = try await client.pipeline([insert(1), insert(2), "SELECT count(*) AS n FROM t"])
            #expect(rows[0].affectedRows == 1)
            #expect(try rows[2].single().int("n") == 2)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a pipeline may use what it has just made`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let rows = try await client.pipeline([
                "CREATE TABLE u (a int8)", "INSERT INTO u VALUES (\(7))", "SELECT a FROM u",
            ])
            #expect(try rows[2].single().int("a") == 7)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `an error harms no neighbour on the same connection`() async throws {
        try await TestDatabase.withEmpty(configure: { $0.sharedConnections = 1 }) { client, _ in
            let results = try await client.batch((0..<40).map { "SELECT 10 / \($0 % 4) AS n" })
            for (index, result) in results.enumerated() {
                switch result {
                case .success(let rows): #expect(try rows.single().int("n") == 10 / max(1, index % 4))
                case .failure(let error): #expect(index % 4 == 0 && error.sqlState == "22012" && error.isDataError)
                }
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a refused commit is an error although the statement had succeeded`()
        async throws
    {
        try await TestDatabase.withEmpty(configure: { $0.sharedConnections = 1 }) { client, _ in
            _ = try await client.query("CREATE TABLE d (id int8 UNIQUE DEFERRABLE INITIALLY DEFERRED)")
            let error = await failure {
                try await client.pipeline(["INSERT INTO d VALUES (1)", "INSERT INTO d VALUES (1)"])
            }
            #expect(error?.code == .uniqueViolation)
            #expect(try await client.query("SELECT count(*) AS n FROM d").single().int("n") == 0)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a statement that cannot be sent fails alone in a batch`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let results = try await client.batch(["SELECT \("\u{0}")::text", "SELECT 1 AS n"])
            #expect(code { try results[0].get() } == .invalidParameter)
            #expect(try results[1].get().single().int32("n") == 1)
            #expect(try await client.batch([]).isEmpty)
            #expect(try await client.pipeline([]).isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `megabytes go both ways`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let large = [UInt8](repeating: 0xAB, count: 8 << 20)
            let row = try await client.query("SELECT \(large) AS back").single()
            #expect(try row.bytes("back") == large)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `syntax errors and COPY leave the connection usable or replaced`() async throws
    {
        try await TestDatabase.withEmpty(configure: { $0.sharedConnections = 1 }) { client, _ in
            let error = await failure { try await client.query("SELEC 1") }
            #expect(error?.code == .syntaxError)
            _ = await failure { try await client.query("COPY (SELECT 1) TO STDOUT") }
            let next = try await client.query("SELECT 1 AS n").single().int32("n")
            #expect(next == 1)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a transaction left open on a shared connection harms nobody`() async throws {
        try await TestDatabase.withEmpty(configure: { $0.sharedConnections = 1 }) { client, _ in
            _ = try await client.batch(["BEGIN", "CREATE TABLE leaked (a int)"])
            let row = try await client.query("SELECT to_regclass('leaked') IS NULL AS is_absent, 1 AS n").single()
            #expect(try row.bool("is_absent"))
        }
    }
}
