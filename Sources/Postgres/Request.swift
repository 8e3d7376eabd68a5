/// Statements that travel together in one implicit transaction, and the one who waits for them.
struct Request: Sendable {
    let statements: [PreparableStatement]
    let waiter: Waiter<[PostgresRows]>
}
