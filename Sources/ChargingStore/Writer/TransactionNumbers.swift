import Postgres
import Synchronization

/// Sees to it that transactions get numbers that no session has.
///
/// A database that was restored may have its sequence behind its sessions.
final class TransactionNumbers: Sendable {
    private let isPrepared = Atomic<Bool>(false)

    /// Puts the sequence beyond every session's number, once; until it has succeeded, each call tries again.
    func prepare(in database: Database, deadline: Duration) async throws {
        guard !isPrepared.load(ordering: .relaxed) else { return }
        let statement: Statement = """
            SELECT setval('transaction_ids', max(transaction_id)) FROM sessions
            HAVING max(transaction_id) >= (SELECT last_value FROM transaction_ids)
            """
        _ = try await database.pipeline([statement], deadline: deadline)
        isPrepared.store(true, ordering: .relaxed)
    }
}
