import Charging
package import Logging
package import Postgres
import Tracing

/// The one door from the stores to PostgreSQL.
///
/// Whatever PostgreSQL refuses leaves as a ``ChargingError``; its own words stay in the cause that operators see.
package struct Database: Sendable {
    let client: PostgresClient
    private let observer: (@Sendable (Statement) -> Void)?
    private let faults: FaultLog?

    /// - Parameters:
    ///   - logger: hears of what PostgreSQL refuses and nobody who asked is to blame for.
    ///   - observer: hears of every statement just before it is sent.
    package init(
        _ client: PostgresClient, logger: Logger? = nil, observer: (@Sendable (Statement) -> Void)? = nil
    ) {
        self.client = client
        faults = logger.map { FaultLog($0) }
        self.observer = observer
    }

    var isConnected: Bool { client.isConnected }

    func query(_ statement: Statement) async throws -> PostgresRows {
        observer?(statement)
        if let doer = Doer.current, !statement.isRead {
            // In the same round trip and the same transaction.
            return try await converting(statement) {
                guard let rows = try await client.pipeline([doer.setting, statement]).last else {
                    throw ChargingError(.unavailable, "the database gave no answer")
                }
                return metered(rows)
            }
        }
        return try await converting(statement) { metered(try await client.query(statement)) }
    }

    /// One implicit transaction in one round trip.
    func pipeline(_ statements: [Statement]) async throws -> [PostgresRows] {
        try await converting(statements.first, of: statements.count) {
            try await pipeline(statements, deadline: nil)
        }
    }

    /// The same with PostgreSQL's own errors, for who must tell a bad row from a database that is away.
    func pipeline(_ statements: [Statement], deadline: Duration?) async throws -> [PostgresRows] {
        if let observer { statements.forEach(observer) }
        guard let doer = Doer.current else {
            return try await client.pipeline(statements, deadline: deadline).map(metered)
        }
        return try await client.pipeline([doer.setting] + statements, deadline: deadline).dropFirst().map(metered)
    }

    /// The body's statements commit together when it returns, and not at all when it throws.
    func withTransaction<Result: Sendable>(_ body: (Transaction) async throws -> Result) async throws -> Result {
        try await converting {
            try await client.withTransaction(opening: opening) { transaction in
                try await body(Transaction(transaction: transaction, observer: observer))
            }
        }
    }

    /// The statement's rows in chunks, on a connection of its own and as of one moment.
    func withCursor<Result: Sendable>(
        _ statement: Statement, chunk: Int = 1_000, _ body: (PostgresCursor) async throws -> Result
    ) async throws -> Result {
        observer?(statement)
        return try await converting(statement) { try await client.withCursor(statement, chunk: chunk, body) }
    }

    /// One statement on a connection of its own: what reads or changes much delays nobody else's answers.
    func alone(_ statement: Statement) async throws -> PostgresRows {
        try await withTransaction { try await $0.query(statement) }
    }

    func alone(_ statements: [Statement]) async throws -> [PostgresRows] {
        try await withTransaction { transaction in
            var results: [PostgresRows] = []
            for statement in statements { results.append(try await transaction.query(statement)) }
            return results
        }
    }

    /// A transaction that changes rows which flushes of the writer change too; see ``LockOrder``.
    ///
    /// The body runs again when it had to give way, so it may do nothing but what its transaction undoes.
    func withYieldingTransaction<Result: Sendable>(_ body: (Transaction) async throws -> Result) async throws -> Result
    {
        var attempt = 1
        while true {
            do {
                return try await converting {
                    do {
                        return try await client.withTransaction(opening: opening) { transaction in
                            let transaction = Transaction(transaction: transaction, observer: observer)
                            try await transaction.query(LockOrder.yield)
                            return try await body(transaction)
                        }
                    } catch let error as PostgresError
                        where LockOrder.isGivingWay(error) && attempt < LockOrder.attempts
                    {
                        throw LockOrder.GaveWay()
                    }
                }
            } catch is LockOrder.GaveWay {
                try await Task.sleep(for: .milliseconds(10 * attempt))
                attempt += 1
            }
        }
    }

    /// Who does what follows, where it is a person's doing.
    private var opening: [Statement] { Doer.current.map { [$0.setting] } ?? [] }

    struct Transaction {
        fileprivate let transaction: PostgresTransaction
        fileprivate let observer: (@Sendable (Statement) -> Void)?

        @discardableResult
        func query(_ statement: Statement) async throws -> PostgresRows {
            observer?(statement)
            guard InstrumentationContext.current != nil else { return metered(try await transaction.query(statement)) }
            return try await withSpan("sql", ofKind: .client) { span in
                if span.isRecording { span.operationName = statement.summary }
                return metered(try await transaction.query(statement))
            }
        }
    }

    /// - Parameters:
    ///   - statement: that is sent, or the first of `count`; nil for a transaction.
    private func converting<Result>(
        _ statement: Statement? = nil, of count: Int = 1, _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            // Most is asked outside of any trace.
            guard InstrumentationContext.current != nil else { return try await body() }
            return try await withSpan("sql", ofKind: .client) { span in
                if span.isRecording {
                    span.operationName = statement?.summary ?? "transaction"
                    span.attributes["db.system.name"] = "postgresql"
                    if count > 1 { span.attributes["db.operation.batch.size"] = count }
                }
                return try await body()
            }
        } catch let error as PostgresError {
            let told = ChargingError(error)
            if told.code == .fault { faults?.note(error) }
            throw told
        }
    }
}

/// Counts an answer for whoever measures the work that asked for it.
private func metered(_ rows: PostgresRows) -> PostgresRows {
    StatementMeter.note(rows: rows.count)
    return rows
}
