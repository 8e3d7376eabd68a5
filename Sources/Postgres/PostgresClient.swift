public import Logging
public import ServiceLifecycle
import Synchronization

/// Talks to one PostgreSQL database, for everybody in the process.
///
/// Short statements of all callers are pipelined over a few shared connections, each in an implicit transaction of its own.
/// Transactions and cursors borrow a connection. One more connection listens. All of them are read and written by one
/// thread, which a caller's event loop or task never blocks on.
///
/// Nothing happens before ``run()``; statements that come earlier wait for it, up to their deadline.
public final class PostgresClient: Service {
    let core: PostgresCore
    let configuration: PostgresConfiguration

    public init(_ configuration: PostgresConfiguration, logger: Logger) {
        self.configuration = configuration
        core = PostgresCore(configuration, logger: logger)
    }

    /// Keeps the connections until the task is cancelled or a graceful shutdown begins, in which case statements under way
    /// get some time to finish.
    public func run() async throws {
        try await core.start()
        do {
            try await gracefulShutdown()
            await core.shutDown(grace: configuration.shutdownGrace)
        } catch {
            await core.shutDown(grace: .zero)
            throw error
        }
    }

    /// Whether at least one shared connection can be used right now.
    public var isConnected: Bool { status.isConnected }

    public var status: PostgresStatus {
        var status = core.board.current
        status.connects = core.connector.threads.queue
        status.cancels = core.cancellers.queue
        return status
    }

    /// Runs one statement in an implicit transaction of its own.
    ///
    /// - Throws: ``PostgresError``, or `CancellationError` when the task is cancelled; then the statement may still take
    ///   effect if it had been sent. One that goes on for long is stopped in PostgreSQL.
    public func query(_ statement: Statement, deadline: Duration? = nil) async throws -> PostgresRows {
        let rows = try await pipeline([statement], deadline: deadline)
        guard let only = rows.first else { throw PostgresError(.rowMissing, "the database gave no answer") }
        return only
    }

    /// Runs the statements in one round trip and one implicit transaction: all take effect, or none.
    ///
    /// - Throws: the error of the first statement that failed, with its ``PostgresError/statementIndex``.
    public func pipeline(_ statements: [Statement], deadline: Duration? = nil) async throws -> [PostgresRows] {
        guard !statements.isEmpty else { return [] }
        let waiter = Waiter<[PostgresRows]>(within: deadline ?? configuration.defaultDeadline)
        let request = Request(statements: try PreparableStatement.all(statements), waiter: waiter)
        return try await waiter.value(
            start: { core.enter { $0.accept(request) } },
            stop: { [core] in core.enter { $0.cancel(waiter) } })
    }

    /// Runs independent statements that travel together; one that fails does not harm the others.
    ///
    /// - Throws: `CancellationError` only.
    public func batch(
        _ statements: [Statement], deadline: Duration? = nil
    ) async throws -> [Result<PostgresRows, PostgresError>] {
        guard !statements.isEmpty else { return [] }
        let limit = deadline ?? configuration.defaultDeadline
        let all = Waiter<[Result<PostgresRows, PostgresError>]>(within: limit)
        let collector = BatchCollector(count: statements.count, whole: all)
        let requests = collector.requests(statements, within: limit)
        return try await all.value(
            start: { core.enter { core in requests.forEach { core.accept($0) } } },
            stop: { [core] in
                all.answer(.failure(CancellationError()))
                for request in requests { request.waiter.cancel() }
                core.enter { core in requests.forEach { core.cancel($0.waiter) } }
            })
    }
}

extension PreparableStatement {
    static func all(_ statements: [Statement]) throws(PostgresError) -> [PreparableStatement] {
        var prepared: [PreparableStatement] = []
        prepared.reserveCapacity(statements.count)
        for (index, statement) in statements.enumerated() {
            do {
                prepared.append(try PreparableStatement(statement))
            } catch {
                var error = error
                error.statementIndex = statements.count > 1 ? index : nil
                throw error
            }
        }
        return prepared
    }
}
