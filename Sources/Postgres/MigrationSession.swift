import CLibPQ
import Glibc
import Synchronization

/// A plain blocking connection for migrations, on a thread of its own.
///
/// Migrations are files of several statements, which neither pipeline mode nor prepared statements take, and they may run for
/// minutes.
struct MigrationSession: ~Copyable {
    struct Applied {
        let version: Int32
        let name: String
        let isUnchanged: Bool
        var label: String { Migration.label(version, name) }
    }

    /// Any number, but the same for all servers of all versions.
    private static let lockKey = "7305808869231650116"

    private let pointer: OpaquePointer

    deinit {
        PQfinish(pointer)
    }

    static func run<R: Sendable>(
        _ configuration: PostgresConfiguration,
        _ body: @escaping @Sendable (borrowing MigrationSession) throws(PostgresError) -> R
    ) async throws -> R {
        let cancellation = Cancellation()
        let threads = BlockingThreads(name: "postgres-migrate", threadLimit: 1, queueLimit: 0)
        let waiter = Waiter<R>(within: .seconds(86_400))
        return try await waiter.value(
            start: {
                let isStarted = threads.run {
                    waiter.answer(Result { try open(configuration, cancellation, body) })
                }
                if !isStarted { waiter.fail(PostgresError(.notConnected, "no thread for the migrations")) }
            },
            // The body then fails with the cancelled statement, so nothing runs on unseen.
            stop: { cancellation.cancel() })
    }

    private static func open<R>(
        _ configuration: PostgresConfiguration, _ cancellation: Cancellation,
        _ body: (borrowing MigrationSession) throws(PostgresError) -> R
    ) throws -> R {
        guard let pointer = try Connector.open(configuration.connectionParameters).get().take() else {
            throw PostgresError(.notConnected, "out of memory")
        }
        let session = MigrationSession(pointer: pointer)
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
        guard cancellation.arm(PQgetCancel(pointer)) else { throw CancellationError() }
        defer { cancellation.disarm() }
        do {
            return try body(session)
        } catch {
            if cancellation.isCancelled { throw CancellationError() }
            throw error
        }
    }

    // MARK: Steps

    /// Waits for other servers that migrate at the same time; the lock ends with the connection.
    func lock() throws(PostgresError) {
        try execute("SELECT pg_advisory_lock(\(Self.lockKey))")
    }

    func hasTable() throws(PostgresError) -> Bool {
        try rows("SELECT to_regclass('schema_migration') IS NOT NULL AS found", []).single().bool("found")
    }

    func makeTable() throws(PostgresError) {
        guard try !hasTable() else { return }
        try execute(
            """
            CREATE TABLE schema_migration (
                version integer PRIMARY KEY,
                name text NOT NULL,
                checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            )
            """)
    }

    /// PostgreSQL computes the checksums, of what was applied and of what the files say now alike.
    func applied(checksumsOf migrations: [Migration]) throws(PostgresError) -> [Applied] {
        var applied: [Applied] = []
        for row in try rows("SELECT version, name, checksum FROM schema_migration ORDER BY version", []) {
            let version = try row.int32("version")
            let text = migrations.first { $0.version == version }?.text ?? ""
            let checksum = try rows("SELECT \(Self.checksum) AS checksum", [text]).single().string("checksum")
            let isUnchanged = try row.string("checksum") == checksum
            applied.append(Applied(version: version, name: try row.string("name"), isUnchanged: isUnchanged))
        }
        return applied
    }

    private static let checksum = "encode(sha256(convert_to($1, 'UTF8')), 'hex')"

    func apply(_ migration: Migration) throws(PostgresError) {
        do throws(PostgresError) {
            try execute("BEGIN")
            try execute(migration.text)
            guard PQtransactionStatus(pointer) == PQTRANS_INTRANS else {
                throw PostgresError.migration("it ends the transaction that it runs in")
            }
            let record =
                "INSERT INTO schema_migration (checksum, version, name) VALUES (\(Self.checksum), $2::int4, $3)"
            _ = try rows(record, [migration.text, String(migration.version), migration.name])
            try execute("COMMIT")
        } catch {
            try? execute("ROLLBACK")  // the connection is closed next, which does the same
            var error = error
            error.code = .migration
            error.message = "migration \(migration.label) failed: \(error.message)"
            throw error
        }
    }

    private func execute(_ text: String) throws(PostgresError) {
        try check(PQexec(pointer, text))
    }

    private func rows(_ text: String, _ values: [String]) throws(PostgresError) -> PostgresRows {
        let copies = values.map { UnsafePointer(strdup($0)) }
        defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
        let types = [UInt32](repeating: PostgresType.text, count: values.count)
        return try check(PQexecParams(pointer, text, Int32(values.count), types, copies, nil, nil, 1))
    }

    @discardableResult
    private func check(_ result: OpaquePointer?) throws(PostgresError) -> PostgresRows {
        guard let result else { throw PostgresError(.connectionLost, connection: pointer) }
        let status = PQresultStatus(result)
        guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY else {
            defer { PQclear(result) }
            throw PostgresError(result: result, statementIndex: nil)
        }
        return PostgresRows(result)
    }
}

/// Lets another thread stop the statement that the session's thread waits for.
private final class Cancellation: Sendable {
    private struct State {
        var handle: Connector.CancelHandle?
        var isCancelled = false
    }

    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// False if the task was cancelled before.
    func arm(_ handle: OpaquePointer?) -> Bool {
        state.withLock { state in
            state.handle = handle.map { Connector.CancelHandle($0) }
            return !state.isCancelled
        }
    }

    func disarm() {
        let handle = state.withLock { $0.handle.take() }
        handle?.free()
    }

    /// Sends from a thread of its own, because a cancellation handler must not block.
    func cancel() {
        let handle = state.withLock { state in
            state.isCancelled = true
            return state.handle.take()
        }
        guard let handle else { return }
        if !Thread.start(name: "postgres-cancel", { Connector.sendCancel(handle) }) { handle.free() }
    }
}
