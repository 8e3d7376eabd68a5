import Logging
import Postgres
import TestSupport
import Testing

@Suite struct CancellationTests {
    /// Waits until the condition holds; the time limit of the test ends the wait.
    private func eventually(_ condition: () async throws -> Bool) async throws {
        while try await !condition() { try await Task.sleep(for: .milliseconds(5)) }
    }

    private func isSleeping(_ client: PostgresClient) async throws -> Bool {
        let statement: Statement = """
            SELECT count(*) AS n FROM pg_stat_activity
            WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()
            """
        return try await client.query(statement).single().int("n") > 0
    }

    @Test(.timeLimit(.minutes(3))) func `a deadline ends the wait and says that the outcome is unknown`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            _ = try await client.query("SELECT 1")
            let error = await failure { try await client.query("SELECT pg_sleep(30)", deadline: .milliseconds(100)) }
            #expect(error?.code == .deadlineExceeded)
            #expect(error?.outcomeUnknown == true && error?.isTransient == true)
        }
    }

    @Test(.timeLimit(.minutes(3))) func `a statement that was never sent has certainly not happened`() async throws {
        let nowhere = try PostgresConfiguration(url: "host=/nonexistent dbname=x user=y")
        let client = PostgresClient(nowhere, logger: Logger(label: "test"))
        try await TestDatabase.withRunning(client) {
            while client.status.lastConnectError == nil { try await Task.sleep(for: .milliseconds(5)) }
            let error = await failure { try await client.query("SELECT 1", deadline: .milliseconds(100)) }
            #expect(error?.code == .deadlineExceeded && error?.outcomeUnknown == false)
            #expect(error?.message.contains("nonexistent") == true)
            #expect(!client.isConnected)
        }
    }

    @Test(.timeLimit(.minutes(3))) func `a cancelled task stops waiting at once`() async throws {
        try await TestDatabase.withEmpty(configure: { $0.sharedConnections = 1 }) { client, _ in
            let task = Task { try await client.query("SELECT pg_sleep(1)") }
            try await Task.sleep(for: .milliseconds(50))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await client.query("SELECT 1 AS n").single().int32("n") == 1)
        }
    }

    @Test(.timeLimit(.minutes(3))) func `a long statement that nobody waits for is stopped in the server`() async throws
    {
        try await TestDatabase.withEmpty(configure: { $0.sharedConnections = 1 }) { client, _ in
            let task = Task { try await client.query("SELECT pg_sleep(14)") }
            try await Task.sleep(for: .milliseconds(50))
            // They wait behind it on the same connection, and one of them is abandoned before it begins.
            let behind = (0..<20).map { number in
                Task { try await client.query("SELECT \(number)::int4 AS n").single().int32("n") }
            }
            let other = Task { try await client.query("SELECT pg_sleep(13)") }
            let last = Task { try await client.query("SELECT 7 AS n").single().int32("n") }
            try await Task.sleep(for: .milliseconds(50))
            task.cancel()
            other.cancel()
            let started = ContinuousClock.now
            for (number, one) in behind.enumerated() { #expect(try await one.value == Int32(number)) }
            #expect(try await last.value == 7)
            #expect(.now - started < .seconds(8))
            #expect(client.status.lostConnections == 0)
        }
    }

    @Test(.timeLimit(.minutes(3))) func `stopping one statement fails no other`() async throws {
        try await TestDatabase.withEmpty(configure: { $0.sharedConnections = 1 }) { client, _ in
            _ = try await client.query("CREATE TABLE t (a int8)")
            for round in 0..<10 {
                // Ends about when it is asked to stop, so that some requests to stop come late.
                let abandoned = Task { try await client.query("SELECT pg_sleep(\(0.195 + Double(round) / 1_000))") }
                try await Task.sleep(for: .milliseconds(5))
                abandoned.cancel()
                for number in 0..<100 {
                    _ = try await client.query("INSERT INTO t VALUES (\(Int64(round * 100 + number)))")
                }
            }
            let counted = try await client.query("SELECT count(*) AS n, count(DISTINCT a) AS d FROM t").single()
            #expect(try counted.int("n") == 1_000 && counted.int("d") == 1_000)
        }
    }

    @Test(.timeLimit(.minutes(3))) func `a task cancelled before it asks is not served`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            _ = try await client.query("CREATE TABLE t (a int8)")
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return try await client.query("INSERT INTO t VALUES (1)")
            }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await client.query("SELECT count(*) AS n FROM t").single().int("n") == 0)
        }
    }

    @Test(.timeLimit(.minutes(3))) func `cancelling a transaction stops its statement in the server`() async throws {
        try await TestDatabase.withEmpty { client, _ in
            let task = Task {
                try await client.withTransaction { try await $0.query("SELECT pg_sleep(60)", deadline: .seconds(60)) }
            }
            try await eventually { try await isSleeping(client) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try await eventually { try await !isSleeping(client) }
            let answer = try await client.withTransaction { try await $0.query("SELECT 1 AS n") }
            #expect(try answer.single().int32("n") == 1)
        }
    }

    @Test(.timeLimit(.minutes(3))) func `a deadline in a transaction stops its statement and rolls back`() async throws
    {
        try await TestDatabase.withEmpty { client, _ in
            _ = try await client.query("CREATE TABLE t (a int8)")
            let error = await failure {
                try await client.withTransaction { transaction in
                    _ = try await transaction.query("INSERT INTO t VALUES (1)")
                    return try await transaction.query("SELECT pg_sleep(60)", deadline: .milliseconds(100))
                }
            }
            #expect(error?.code == .deadlineExceeded)
            try await eventually { try await !isSleeping(client) }
            #expect(try await client.query("SELECT count(*) AS n FROM t").single().int("n") == 0)
        }
    }

    @Test(.timeLimit(.minutes(3))) func `PostgreSQL ends a runaway on a shared connection`() async throws {
        try await TestDatabase.withEmpty(configure: { $0.statementTimeout = .milliseconds(100) }) { client, _ in
            let error = await failure { try await client.query("SELECT pg_sleep(30)", deadline: .seconds(30)) }
            #expect(error?.code == .queryCanceled && error?.outcomeUnknown == false)
        }
    }
}
