import Foundation
import Logging
import Postgres
import PostgresServer

/// The PostgreSQL that all tests of one process share.
actor TestDatabaseCluster {
    /// One for each process: a server takes a second to make, and test suites have no common owner that could hold it.
    static let shared = TestDatabaseCluster()

    private var started: Task<PrivateCluster, any Error>?
    private var template: Task<String, any Error>?
    private var lastNumber = 0

    func url(of database: String, asAdministrator: Bool = false) async throws -> String {
        try await cluster().connectionString(database: database, asAdministrator: asAdministrator)
    }

    func makeDatabase(template: String) async throws -> String {
        lastNumber += 1
        let name = "test_\(getpid())_\(lastNumber)"
        let statement = "CREATE DATABASE \(name) TEMPLATE \(template) OWNER stationmaster"
        try await administrate(statement)
        return name
    }

    /// A database that cannot be dropped goes with the server in the end.
    func dropDatabase(_ name: String) async {
        try? await administrate("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }

    /// The name of the database with all migrations, made at the first call.
    func migratedTemplate() async throws -> String {
        if let template { return try await template.value }
        let task = Task {  // awaited on the next line, and by later callers
            let name = try await makeDatabase(template: "template1")
            let configuration = try PostgresConfiguration(url: try await url(of: name))
            let folder = try TestDatabaseFolders.migrations()
            try await Migrator(folder: folder).migrate(configuration, logger: Logger(label: "test.migrations"))
            return name
        }
        template = task
        return try await task.value
    }

    private func cluster() async throws -> PrivateCluster {
        if let started { return try await started.value }
        // Awaited on the next line, and by later callers.
        let task = Task { try await TestDatabaseFolders.startCluster() }
        started = task
        return try await task.value
    }

    private func administrate(_ text: String) async throws {
        var configuration = try PostgresConfiguration(url: try await url(of: "postgres", asAdministrator: true))
        configuration.sharedConnections = 1
        configuration.statementTimeout = .seconds(60)
        let client = PostgresClient(configuration, logger: Logger(label: "test.administration"))
        try await TestDatabase.withRunning(client) {
            _ = try await client.query(Statement(trusted: text), deadline: .seconds(60))
        }
    }
}
