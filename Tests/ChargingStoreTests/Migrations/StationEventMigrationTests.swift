import Foundation
import Logging
import Postgres
import TestSupport
import Testing

@Suite("The migration to station events", .timeLimit(.minutes(1)))
struct StationEventMigrationTests {
    @Test func `vendors' messages that an older version kept are events now`() async throws {
        let earlier = try folderOfMigrations(below: 10)
        defer { try? FileManager.default.removeItem(at: earlier) }
        try await TestDatabase.withURL { url in
            let configuration = try PostgresConfiguration(url: url)
            let logger = Logger(label: "test.migrations")
            _ = try await Migrator(folder: earlier.path).migrate(configuration, logger: logger)
            let client = PostgresClient(configuration, logger: logger)
            try await TestDatabase.withRunning(client) {
                _ = try await client.pipeline(Self.transfers, deadline: .seconds(10))
                _ = try await Migrator(folder: Self.migrations.path).migrate(configuration, logger: logger)
                let rows = try await client.query(
                    """
                    SELECT concat_ws('|', kind, vendor_id, name, detail, received_at = reported_at) AS text
                    FROM station_events ORDER BY id
                    """)
                #expect(
                    try rows.column("text", as: String.self)
                        == ["VENDOR_MESSAGE|v|m|data|t", "VENDOR_MESSAGE|v||data|t"])
            }
        }
    }

    private static let transfers: [Statement] = [
        "INSERT INTO organizations (name) VALUES ('one')",
        "INSERT INTO stations (organization_id, charge_point_id) SELECT id, 'cp' FROM organizations",
        """
        INSERT INTO data_transfers (organization_id, station_id, vendor_id, message_id, data, received_at)
        SELECT organization_id, id, 'v', m, 'data', '2026-01-01T00:00:00Z'
        FROM stations, unnest(array['m', NULL]) WITH ORDINALITY AS u(m, ord) ORDER BY ord
        """,
    ]

    private static let migrations = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Schema/migrations")

    private func folderOfMigrations(below number: Int) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "migrations-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in try FileManager.default.contentsOfDirectory(atPath: Self.migrations.path) {
            guard let version = Int(file.prefix(4)), version < number else { continue }
            try FileManager.default.copyItem(
                at: Self.migrations.appending(path: file), to: folder.appending(path: file))
        }
        return folder
    }
}
