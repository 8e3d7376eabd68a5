/// What an operation needs entered somewhere before its call is sent, beside the record of the operation itself.
struct OperationClaim: Sendable {
    /// Runs once the operation is recorded and its station can be asked.
    ///
    /// - Throws: what keeps the station from being asked.
    let take: @Sendable (OperationContext, Viewer) async throws -> Void
    /// The call will not be sent after all.
    let giveBack: @Sendable (OperationContext) async throws -> Void
}
