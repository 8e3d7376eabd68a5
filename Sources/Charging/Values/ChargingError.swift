/// What the domain refuses, with a message that a person can act on.
package struct ChargingError: Error, Hashable {
    package enum Code: Sendable, Hashable {
        case forbidden
        case notFound
        case badInput
        case conflict
        case limitExceeded
        case chargerOffline
        /// The database is away, or the server too busy; try again.
        case unavailable
        /// A mistake of ours; what it was is in the log.
        case fault
    }

    package var code: Code
    package var message: String
    /// The input field at fault, where there is one.
    package var field: String?
    /// The recorded attempt, where the error belongs to an operation.
    package var operationID: OperationID?
    /// What the token would have to be for.
    package var missingScope: TokenScope?

    /// The server is to blame and not what was asked: the same may go well another time.
    package var isOfServer: Bool { code == .unavailable || code == .fault }

    package init(_ code: Code, _ message: String, field: String? = nil, operationID: OperationID? = nil) {
        self.code = code
        self.message = message
        self.field = field
        self.operationID = operationID
    }
}
