import Foundation
import Logging
import Postgres
import TestSupport
import Testing

@Suite struct MigratorTests {
    private let logger = Logger(label: "test")

    private func withFolder<R>(_ files: [String: String], _ body: (String) async throws -> R) async throws -> R {
        let folder = NSTemporaryDirectory() + "migrations-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, text) in files { try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8) }
        return try await body(folder)
    }

    private static let two = [
        "0001_tables.sql": "CREATE TABLE a (x int8); CREATE TABLE b (y int8);\n-- a comment",
        "0002_rows.sql": "INSERT INTO a VALUES (1), (2);", "notes.txt": "not a migration",
    ]

    @Test(.timeLimit(.minutes(1))) func `four servers that start at once apply each migration once`() async throws {
        try await TestDatabase.withEmpty { client, url in
            let configuration = try PostgresConfiguration(url: url)
            try await withFolder(Self.two) { folder in
                let applied = try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            try await Migrator(folder: folder).migrate(configuration, logger: logger).count
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(applied.sorted() == [0, 0, 0, 2])
                #expect(try await client.query("SELECT count(*) AS n FROM a").single().int("n") == 2)
                try await Migrator(folder: folder).check(configuration)
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a failed migration leaves nothing and names itself`() async throws {
        try await TestDatabase.withEmpty { client, url in
            let configuration = try PostgresConfiguration(url: url)
            let files = [
                "0001_good.sql": "CREATE TABLE a (x int8)", "0002_bad.sql": "CREATE TABLE b (x int8); SELECT 1 / 0;",
            ]
            try await withFolder(files) { folder in
                let error = await failure { try await Migrator(folder: folder).migrate(configuration, logger: logger) }
                #expect(error?.code == .migration)
                #expect(error?.message == "migration 0002_bad failed: division by zero")
                let row = try await client.query(
                    "SELECT to_regclass('a') IS NOT NULL AS a, to_regclass('b') IS NULL AS b, (SELECT count(*) FROM schema_migration) AS n"
                ).single()
                #expect(try row.bool("a"))
                #expect(try row.bool("b"))
                #expect(try row.int("n") == 1)
            }
        }
    }

    struct Refusal: Sendable {
        let then: [String: String]
        let message: String
    }

    static let refusals = [
        Refusal(
            then: ["0001_tables.sql": "CREATE TABLE c (x int8)", "0002_rows.sql": two["0002_rows.sql"] ?? ""],
            message: "migration 0001_tables was changed after it had been applied to this database"),
        Refusal(
            then: ["0001_tables.sql": two["0001_tables.sql"] ?? ""],
            message: "the database has migration 0002_rows, but the database is newer than this program"),
        Refusal(
            then: ["0002_rows.sql": two["0002_rows.sql"] ?? ""],
            message: "the database has migration 0001_tables, but that file is missing here"),
        Refusal(
            then: two.merging(["0000_early.sql": "SELECT 1"]) { $1 },
            message: "migration 0000_early comes before 2, which has been applied: give it a higher number"),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: refusals)
    func `a history that does not fit is refused`(refusal: Refusal) async throws {
        try await TestDatabase.withURL { url in
            let configuration = try PostgresConfiguration(url: url)
            try await withFolder(Self.two) { folder in
                _ = try await Migrator(folder: folder).migrate(configuration, logger: logger)
            }
            try await withFolder(refusal.then) { folder in
                let error = await failure { try await Migrator(folder: folder).migrate(configuration, logger: logger) }
                #expect(error?.message == refusal.message)
                #expect(
                    await failure { try await Migrator(folder: folder).check(configuration) }?.message
                        == refusal.message)
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a migration must not end its transaction`() async throws {
        try await TestDatabase.withURL { url in
            let configuration = try PostgresConfiguration(url: url)
            try await withFolder(["0001_a.sql": "CREATE TABLE a (x int8); COMMIT"]) { folder in
                let error = await failure { try await Migrator(folder: folder).migrate(configuration, logger: logger) }
                #expect(error?.message.contains("ends the transaction") == true)
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `cancelling stops a migration in the server`() async throws {
        try await TestDatabase.withEmpty { client, url in
            let configuration = try PostgresConfiguration(url: url)
            try await withFolder(["0001_slow.sql": "CREATE TABLE a (x int8); SELECT pg_sleep(60)"]) { folder in
                let task = Task { try await Migrator(folder: folder).migrate(configuration, logger: logger) }
                let busy: Statement = """
                    SELECT count(*) AS n FROM pg_stat_activity
                    WHERE query LIKE '%pg_sleep(60)%' AND state = 'active' AND datname = current_database() AND pid <> pg_backend_pid()
                    """
                while try await client.query(busy).single().int("n") == 0 {
                    try await Task.sleep(for: .milliseconds(5))
                }
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
                while try await client.query(busy).single().int("n") > 0 { try await Task.sleep(for: .milliseconds(5)) }
                #expect(try await client.query("SELECT to_regclass('a') IS NULL AS gone").single().bool("gone"))
            }
        }
    }

    @Test(arguments: [["1_a.sql": ""], ["0001_.sql": ""], ["0001_a.sql": "", "0001_b.sql": ""], ["0001-a.sql": ""]])
    func `names that do not tell the order are refused`(files: [String: String]) async throws {
        try await withFolder(files) { folder in
            #expect(code { try Migrator(folder: folder) } == .migration)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `the product's own migrations apply`() async throws {
        try await TestDatabase.withMigrated { client, _ in
            let count = try await client.query("SELECT count(*) AS n FROM schema_migration").single().int("n")
            #expect(count > 0)
        }
    }
}
