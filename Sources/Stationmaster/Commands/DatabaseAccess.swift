import Foundation
import Logging
import Postgres
import PostgresServer

/// How a command that is not the server reaches the database: the one configured, or the private one, running or not.
enum DatabaseAccess {
    static func withConfiguration<Result: Sendable>(
        _ settings: Settings, logger: Logger, _ body: (PostgresConfiguration) async throws -> Result
    ) async throws -> Result {
        if let url = settings.databaseURL { return try await body(PostgresConfiguration(url: url)) }
        let cluster = PrivateCluster.Configuration(dataDirectory: settings.dataDirectory)
        return try await PrivateCluster.withAttached(cluster, logger: logger) { connectionString in
            try await body(PostgresConfiguration(url: connectionString))
        }
    }

    /// Runs `body` with a client that works for that long.
    static func withClient<Result: Sendable>(
        _ configuration: PostgresConfiguration, logger: Logger, _ body: (PostgresClient) async throws -> Result
    ) async throws -> Result {
        let client = PostgresClient(configuration, logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.run() }
            do {
                let result = try await body(client)
                group.cancelAll()
                return result
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }
}
