/// How far a transaction is kept apart from those that run at the same time.
public enum PostgresIsolation: Sendable, Hashable {
    case readCommitted
    case repeatableRead
    case serializable

    var sql: SQL {
        switch self {
        case .readCommitted: "READ COMMITTED"
        case .repeatableRead: "REPEATABLE READ"
        case .serializable: "SERIALIZABLE"
        }
    }
}

public enum PostgresAccess: Sendable, Hashable {
    case readWrite
    case readOnly

    var sql: SQL {
        switch self {
        case .readWrite: "READ WRITE"
        case .readOnly: "READ ONLY"
        }
    }
}

/// A transaction on a connection of its own; it is dead once the scope that gave it has ended.
public struct PostgresTransaction: Sendable {
    let core: PostgresCore
    let lease: UInt64
    let deadline: Duration

    public func query(_ statement: Statement, deadline: Duration? = nil) async throws -> PostgresRows {
        let rows = try await pipeline([statement], deadline: deadline)
        guard let only = rows.first else { throw PostgresError(.rowMissing, "the database gave no answer") }
        return only
    }

    /// Several statements in one round trip; the first that fails aborts the transaction.
    public func pipeline(_ statements: [Statement], deadline: Duration? = nil) async throws -> [PostgresRows] {
        guard !statements.isEmpty else { return [] }
        return try await send(try PreparableStatement.all(statements), deadline: deadline ?? self.deadline)
    }

    /// Shielded statements are waited for although the task is cancelled.
    func send(_ statements: [PreparableStatement], deadline: Duration, isShielded: Bool = false) async throws
        -> [PostgresRows]
    {
        let waiter = Waiter<[PostgresRows]>(within: deadline)
        let request = Request(statements: statements, waiter: waiter)
        let core = core
        let lease = lease
        let start = { core.enter { $0.accept(request, lease: lease) } }
        guard !isShielded else { return try await waiter.value(start: start, stop: nil) }
        return try await waiter.value(start: start, stop: { core.enter { $0.cancel(waiter) } })
    }
}

extension PostgresClient {
    /// Runs the body in a transaction: commits when it returns, rolls back when it throws or the task is cancelled.
    ///
    /// A cancelled task or a passed deadline also stops the statement in PostgreSQL. When the connection is lost during the
    /// commit, the error says so by ``PostgresError/outcomeUnknown``.
    ///
    /// - Parameters:
    ///   - deadline: for each statement, and for the wait for a connection.
    ///   - opening: statements that travel with the beginning, for what holds in the whole transaction.
    public func withTransaction<R>(
        isolation: PostgresIsolation = .readCommitted, access: PostgresAccess = .readWrite, deadline: Duration? = nil,
        opening: [Statement] = [], _ body: (PostgresTransaction) async throws -> R
    ) async throws -> R {
        let deadline = deadline ?? configuration.defaultDeadline
        let waiter = Waiter<UInt64>(within: deadline)
        let lease = try await waiter.value(
            start: { core.enter { $0.lease(waiter) } },
            stop: { [core] in core.enter { $0.cancel(waiter) } })
        defer { core.enter { $0.release(lease) } }
        let transaction = PostgresTransaction(core: core, lease: lease, deadline: deadline)
        let begin = Statement("BEGIN ISOLATION LEVEL " + isolation.sql + " " + access.sql)
        do {
            _ = try await transaction.pipeline([begin] + opening)
            let result = try await body(transaction)
            try Task.checkCancellation()
            try await transaction.commit()
            return result
        } catch {
            await transaction.rollBack()
            throw error
        }
    }
}

extension PostgresTransaction {
    private static var commitStatement: PreparableStatement { PreparableStatement(checked: "COMMIT", isPrepared: true) }
    private static var rollbackStatement: PreparableStatement {
        PreparableStatement(checked: "ROLLBACK", isPrepared: true)
    }

    fileprivate func commit() async throws {
        let rows = try await send([Self.commitStatement], deadline: deadline, isShielded: true)
        guard rows.first?.command == "COMMIT" else {
            throw PostgresError(.transactionRolledBack, "an earlier error had aborted the transaction")
        }
    }

    /// What the caller learns is the error that led here; if this one fails too, the connection is closed on release.
    fileprivate func rollBack() async {
        _ = try? await send([Self.rollbackStatement], deadline: .seconds(5), isShielded: true)
    }
}
