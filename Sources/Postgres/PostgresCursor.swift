import Synchronization

/// Reads a long result in chunks, on a connection of its own, so that no other statement waits behind it.
public final class PostgresCursor: Sendable {
    private let transaction: PostgresTransaction
    private let fetch: PreparableStatement
    private let isExhausted = Mutex(false)
    private let chunk: Int

    fileprivate init(_ transaction: PostgresTransaction, chunk: Int) {
        self.transaction = transaction
        self.chunk = chunk
        fetch = PreparableStatement(
            checked: Statement(trusted: "FETCH FORWARD \(chunk) FROM reading"), isPrepared: false)
    }

    /// The next rows, at most a chunk; nil after the last.
    public func next() async throws -> PostgresRows? {
        guard !isExhausted.withLock({ $0 }) else { return nil }
        let rows = try await transaction.send([fetch], deadline: transaction.deadline).first
        guard let rows, !rows.isEmpty else {
            isExhausted.withLock { $0 = true }
            return nil
        }
        if rows.count < chunk { isExhausted.withLock { $0 = true } }
        return rows
    }
}

extension PostgresClient {
    /// Runs the body with a cursor over the statement's rows, in a read-only transaction of its own.
    ///
    /// - Parameter deadline: for each chunk.
    public func withCursor<R>(
        _ statement: Statement, chunk: Int = 1_000, deadline: Duration? = nil,
        _ body: (PostgresCursor) async throws -> R
    ) async throws -> R {
        try await withTransaction(isolation: .repeatableRead, access: .readOnly, deadline: deadline) { transaction in
            let declare: Statement = "DECLARE reading NO SCROLL CURSOR FOR \(statement)"
            let prepared = try PreparableStatement(declare, isPrepared: false)
            _ = try await transaction.send([prepared], deadline: transaction.deadline)
            return try await body(PostgresCursor(transaction, chunk: min(max(1, chunk), 100_000)))
        }
    }
}
