import Postgres

/// Who waits for whom where the writer and others want the same rows.
///
/// A flush of the writer locks rows of stations, ascending, then those of the inbox of unknown tags, of tags (shared, by
/// foreign keys) and of sessions, by several statements. Within a table its order is that of stations, statement by
/// statement; nobody else could keep to that. So the order is this: **a flush may wait for anybody, and nobody who has locked
/// a row that a flush may want waits long for another.** Whoever cannot have a row soon gives all of his back and begins
/// anew (``Database/withYieldingTransaction(_:)``), long before PostgreSQL looks for a deadlock and ends one of both, which
/// may be the flush; or leaves the row to whoever has it, where somebody comes by again (`SKIP LOCKED`: ``Retention``, what
/// becomes of the inbox when a tag is made). A row of a tag is locked for a change by `FOR NO KEY UPDATE`, which foreign keys
/// do not wait for.
enum LockOrder {
    struct GaveWay: Error {}

    static let attempts = 12
    /// Of one lock. PostgreSQL looks for deadlocks after a second.
    static let yield: Statement = "SET LOCAL lock_timeout = '150ms'"

    static func isGivingWay(_ error: PostgresError) -> Bool {
        error.sqlState == "55P03" || error.code == .deadlockDetected
    }
}
