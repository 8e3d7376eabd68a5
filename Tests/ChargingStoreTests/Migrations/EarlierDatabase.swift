import Foundation
import Logging
import Postgres
import TestSupport

/// A database as an older version left it.
enum EarlierDatabase {
    private static let migrations = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Schema/migrations")

    /// - Parameters:
    ///   - number: of the first migration that the older version did not have.
    ///   - rows: what the older version wrote.
    static func migrated(
        from number: Int, holding rows: [Statement], _ body: (PostgresClient) async throws -> Void
    ) async throws {
        let earlier = try folderOfMigrations(below: number)
        defer { try? FileManager.default.removeItem(at: earlier) }
        try await TestDatabase.withURL { url in
            let configuration = try PostgresConfiguration(url: url)
            let logger = Logger(label: "test.migrations")
            _ = try await Migrator(folder: earlier.path).migrate(configuration, logger: logger)
            let client = PostgresClient(configuration, logger: logger)
            try await TestDatabase.withRunning(client) {
                _ = try await client.pipeline(rows, deadline: .seconds(10))
                _ = try await Migrator(folder: migrations.path).migrate(configuration, logger: logger)
                try await body(client)
            }
        }
    }

    private static func folderOfMigrations(below number: Int) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "migrations-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in try FileManager.default.contentsOfDirectory(atPath: migrations.path) {
            guard let version = Int(file.prefix(4)), version < number else { continue }
            try FileManager.default.copyItem(at: migrations.appending(path: file), to: folder.appending(path: file))
        }
        return folder
    }
}
