import Logging
import Postgres
import ServiceLifecycle
import TestSupport
import Testing

@Suite struct PoolTests {
    @Test(.timeLimit(.minutes(1))) func `no more connections are opened than configured`() async throws {
        try await TestDatabase.withEmpty(configure: {
            $0.sharedConnections = 2
            $0.exclusiveConnections = 2
        }) { client, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask { _ = try await client.query("SELECT pg_sleep(0.001)") }
                    group.addTask {
                        try await client.withTransaction { _ = try await $0.query("SELECT pg_sleep(0.001)") }
                    }
                }
                try await group.waitForAll()
            }
            let statement: Statement = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database()"
            #expect(try await client.query(statement).single().int("n") <= 4)
            #expect(client.status.exclusiveOpen <= 2)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `statements beyond the limit are refused at once`() async throws {
        var configuration = try PostgresConfiguration(url: "host=/nonexistent dbname=x user=y")
        configuration.waiterLimit = 3
        configuration.defaultDeadline = .milliseconds(300)
        let client = PostgresClient(configuration, logger: Logger(label: "test"))
        try await TestDatabase.withRunning(client) {
            let codes = await withTaskGroup(of: PostgresError.Code?.self) { group in
                for _ in 0..<10 { group.addTask { await failure { try await client.query("SELECT 1") }?.code } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == .tooManyWaiters } == 7)
            #expect(codes.count { $0 == .deadlineExceeded } == 3)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a transaction waits for a free connection until its deadline`() async throws {
        try await TestDatabase.withEmpty(configure: { $0.exclusiveConnections = 1 }) { client, _ in
            try await client.withTransaction { _ in
                let error = await failure { try await client.withTransaction(deadline: .milliseconds(50)) { _ in } }
                #expect(error?.code == .deadlineExceeded && error?.outcomeUnknown == false)
            }
            try await client.withTransaction { _ in }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `statements before run wait for it`() async throws {
        try await TestDatabase.withURL { url in
            let client = PostgresClient(try PostgresConfiguration(url: url), logger: Logger(label: "test"))
            let early = Task { try await client.query("SELECT 1 AS n").single().int32("n") }
            try await TestDatabase.withRunning(client) {
                let answer = try await early.value
                #expect(answer == 1)
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `after its end the client refuses`() async throws {
        try await TestDatabase.withURL { url in
            let client = PostgresClient(try PostgresConfiguration(url: url), logger: Logger(label: "test"))
            try await TestDatabase.withRunning(client) { _ = try await client.query("SELECT 1") }
            #expect(await failure { try await client.query("SELECT 1") }?.code == .closed)
            #expect(await failure { try await client.withTransaction { _ in } }?.code == .closed)
            #expect(!client.isConnected)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `ending the client answers everybody who waits`() async throws {
        try await TestDatabase.withURL { url in
            let client = PostgresClient(try PostgresConfiguration(url: url), logger: Logger(label: "test"))
            let waiting = try await TestDatabase.withRunning(client) {
                _ = try await client.query("SELECT 1")
                let task = Task { await failure { try await client.query("SELECT pg_sleep(60)") } }
                try await Task.sleep(for: .milliseconds(50))
                return task
            }
            let error = await waiting.value
            #expect(error?.code == .closed && error?.outcomeUnknown == true)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a graceful shutdown lets statements finish`() async throws {
        try await TestDatabase.withURL { url in
            let logger = Logger(label: "test")
            let client = PostgresClient(try PostgresConfiguration(url: url), logger: logger)
            let group = ServiceGroup(services: [client], logger: logger)
            let running = Task { try await group.run() }
            _ = try await client.query("SELECT 1")
            let late = Task { try await client.query("SELECT 1 AS n FROM pg_sleep(1)").single().int32("n") }
            #expect(await eventually { client.status.inFlight > 0 })
            await group.triggerGracefulShutdown()
            #expect(try await late.value == 1)
            try await running.value
            #expect(await failure { try await client.query("SELECT 1") }?.code == .closed)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a graceful shutdown does not wait for a transaction that has ended`()
        async throws
    {
        try await TestDatabase.withURL { url in
            let logger = Logger(label: "test")
            var configuration = try PostgresConfiguration(url: url)
            configuration.shutdownGrace = .seconds(300)
            let client = PostgresClient(configuration, logger: logger)
            let group = ServiceGroup(services: [client], logger: logger)
            let running = Task { try await group.run() }
            let error = await failure {
                try await client.withTransaction { transaction in
                    let ended = await failure {
                        try await transaction.query("SELECT pg_terminate_backend(pg_backend_pid())")
                    }
                    #expect(ended?.code == .connectionLost)
                    await group.triggerGracefulShutdown()
                    while (try? await client.query("SELECT 1")) != nil { await Task.yield() }
                }
            }
            #expect(error?.code == .connectionLost)
            try await running.value
        }
    }

    @Test(arguments: ["nonsense", "postgresql://%zz", "host='x"])
    func `an address that cannot be read is refused without repeating it`(url: String) {
        #expect(code { try PostgresConfiguration(url: url) } == .invalidConfiguration)
    }
}
