/// The person for whom a task changes something, for the audit trail.
///
/// Bound around every mutation of the API, and read by the stores' one door to the database, so that neither a mutation nor
/// a store can forget it. Without it the server itself is at work, or its command line.
package struct Doer: Sendable, Hashable {
    @TaskLocal package static var current: Doer?

    package var userID: UserID
    /// Where the request came from, where that is known.
    package var address: String?

    package init(userID: UserID, address: String?) {
        self.userID = userID
        self.address = address
    }
}
