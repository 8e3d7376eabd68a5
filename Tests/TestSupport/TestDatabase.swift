import Logging
package import Postgres

/// Gives a test a database of its own on a throw-away PostgreSQL.
///
/// The first use in a test process starts the server and makes a template with all migrations; every test then gets a copy, so
/// tests can run at the same time. Where no server can be started the test fails.
package enum TestDatabase {
    package typealias Configure = (inout PostgresConfiguration) -> Void

    /// A database with the product's migrations.
    package static func withMigrated<R>(
        configure: Configure = { _ in }, _ body: (_ client: PostgresClient, _ url: String) async throws -> R
    ) async throws -> R {
        try await with(template: try await TestDatabaseCluster.shared.migratedTemplate(), configure, body)
    }

    /// A database with nothing in it.
    package static func withEmpty<R>(
        configure: Configure = { _ in }, _ body: (_ client: PostgresClient, _ url: String) async throws -> R
    ) async throws -> R {
        try await with(template: "template1", configure, body)
    }

    /// An empty database and its address, without a client.
    package static func withURL<R>(_ body: (_ url: String) async throws -> R) async throws -> R {
        try await withDatabase(template: "template1", body)
    }

    private static func with<R>(
        template: String, _ configure: Configure, _ body: (PostgresClient, String) async throws -> R
    ) async throws -> R {
        try await withDatabase(template: template) { url in
            var configuration = try PostgresConfiguration(url: url)
            configuration.applicationName = "test"
            configuration.shutdownGrace = .zero
            configure(&configuration)
            let client = PostgresClient(configuration, logger: Logger(label: "test.postgres"))
            return try await withRunning(client) { try await body(client, url) }
        }
    }

    /// Runs the client for the time of the body.
    package static func withRunning<R>(_ client: PostgresClient, _ body: () async throws -> R) async throws -> R {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.run() }
            do {
                let result = try await body()
                group.cancelAll()
                while let end = await group.nextResult() { _ = end }  // it ends by our cancellation
                return result
            } catch {
                group.cancelAll()
                while let end = await group.nextResult() { _ = end }  // the body's error is the one to tell
                throw error
            }
        }
    }

    private static func withDatabase<R>(template: String, _ body: (String) async throws -> R) async throws -> R {
        let cluster = TestDatabaseCluster.shared
        let name = try await cluster.makeDatabase(template: template)
        let url = try await cluster.url(of: name)
        do {
            let result = try await body(url)
            await cluster.dropDatabase(name)
            return result
        } catch {
            await cluster.dropDatabase(name)
            throw error
        }
    }
}
