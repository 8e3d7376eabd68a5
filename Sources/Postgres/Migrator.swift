public import Logging

/// Brings a database's schema up to date with a folder of migrations.
///
/// Migrations only go forward. Each runs in a transaction of its own together with the row that records it; an advisory lock
/// lets several servers start at once. A file that was changed after it had been applied, and a database that is newer than
/// the folder, are refused.
public struct Migrator: Sendable {
    private let migrations: [Migration]

    public init(folder: String) throws(PostgresError) {
        migrations = try Migration.all(in: folder)
    }

    /// Applies what is missing and returns it.
    ///
    /// It needs no running client. Cancelling the task stops the statement under way and rolls its migration back.
    @discardableResult
    public func migrate(_ configuration: PostgresConfiguration, logger: Logger) async throws -> [Migration] {
        try await MigrationSession.run(configuration) { session throws(PostgresError) in
            try session.lock()
            try session.makeTable()
            let applied = try session.applied(checksumsOf: migrations)
            let pending = try pending(applied)
            for migration in pending {
                logger.info("migrating", metadata: ["version": "\(migration.version)", "name": "\(migration.name)"])
                try session.apply(migration)
            }
            return pending
        }
    }

    /// Throws if ``migrate(_:logger:)`` would have anything to do or to refuse.
    public func check(_ configuration: PostgresConfiguration) async throws {
        try await MigrationSession.run(configuration) { session throws(PostgresError) in
            guard try session.hasTable() else {
                throw .migration("the database has no schema yet: run stationmaster migrate")
            }
            let pending = try pending(try session.applied(checksumsOf: migrations))
            guard let first = pending.first else { return }
            throw .migration("\(pending.count) migrations are missing, first \(first.label): run stationmaster migrate")
        }
    }

    private func pending(_ applied: [MigrationSession.Applied]) throws(PostgresError) -> [Migration] {
        let newest = migrations.last?.version ?? 0
        for step in applied {
            guard let ours = migrations.first(where: { $0.version == step.version }) else {
                let reason =
                    step.version > newest ? "the database is newer than this program" : "that file is missing here"
                throw .migration("the database has migration \(step.label), but \(reason)")
            }
            guard step.isUnchanged else {
                throw .migration("migration \(ours.label) was changed after it had been applied to this database")
            }
        }
        let last = applied.map(\.version).max() ?? 0
        let pending = migrations.filter { migration in !applied.contains { $0.version == migration.version } }
        if let late = pending.first(where: { $0.version < last }) {
            throw .migration(
                "migration \(late.label) comes before \(last), which has been applied: give it a higher number")
        }
        return pending
    }
}

extension Migration {
    var label: String { Self.label(version, name) }

    static func label(_ version: Int32, _ name: String) -> String {
        let digits = String(version)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + name
    }
}
