/// One charger's socket, as the domain sees it.
///
/// `send` is called on the executor; everything else may be called from anywhere.
package protocol ChargePointConnection: Sendable {
    /// Where the frames of this socket arrive; the charge point's actor runs on it.
    var executor: any SerialExecutor { get }

    /// Runs `work` on the executor, soon and never inside the call itself.
    func execute(_ work: @escaping @Sendable () -> Void)
    /// Writes one text frame. Ignored once the socket is closing.
    func send(_ frame: [UInt8])
    /// False: the peer is slowed down by TCP, since nothing more is read.
    func setReading(_ isReading: Bool)
    /// Asks the peer for a sign of life, which comes back as ``ChargePoint/heard()``.
    func ping()
    func close(_ reason: CloseReason)
}

/// Why we end a charger's socket.
package enum CloseReason: Sendable, Hashable {
    /// A newer connection of the same station took over.
    case superseded
    /// An older connection without credentials is alive, so this one is not let in.
    case conflict
    case shuttingDown
    /// The database is away: closed unanswered, so that the charger keeps its messages.
    case storeUnavailable
    case overloaded
    case protocolViolation(String)
    /// Something of ours failed; the text is for the operator, not for the charger.
    case failed(String)
    /// The station is not onboarded any more.
    case removed
    case mute
    /// It is heard but answers no calls; over a new connection it may.
    case notAnswering
    case certificateRevoked

    package var text: String {
        switch self {
        case .superseded: "a newer connection took over"
        case .conflict: "another connection of this station is alive"
        case .shuttingDown: "the server is shutting down"
        case .storeUnavailable: "the database is away"
        case .overloaded: "too many messages wait"
        case .protocolViolation(let what): "protocol violation: \(what)"
        case .failed(let what): "internal failure: \(what)"
        case .removed: "the station is not onboarded"
        case .mute: "no sign of life"
        case .notAnswering: "calls are not answered"
        case .certificateRevoked: "its certificate was revoked"
        }
    }
}
