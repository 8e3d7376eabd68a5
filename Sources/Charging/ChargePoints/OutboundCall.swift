package import JSON
import OCPP

/// How a call of ours goes on; each comes at most once, `sent` before any of the others.
enum CallProgress: Sendable {
    case sent
    case answered(CallResult)
    case refused(CallError)
    case unreadable(String)
    case lost(String)
}

typealias CallPriority = CallTable<WaitingCaller>.Priority

/// Who waits for the answer to a call of ours.
struct WaitingCaller: Sendable {
    let action: String
    private let progress: AsyncStream<CallProgress>.Continuation

    init(_ action: String, _ progress: AsyncStream<CallProgress>.Continuation) {
        self.action = action
        self.progress = progress
    }

    func hear(_ step: CallProgress) { progress.yield(step) }

    func hearLast(_ step: CallProgress) {
        progress.yield(step)
        progress.finish()
    }
}

/// A call that was handed to the charger's connection.
struct OutboundCall: Sendable {
    var id: MessageID
    var progress: AsyncStream<CallProgress>
}

/// Why a call of ours has no answer that could be used.
package struct CallFailure: Error, Hashable {
    package enum Code: Sendable, Hashable {
        /// The charger answered with a CALLERROR.
        case refused
        case unreadable
        case connectionLost
        /// Sent, and not answered in time.
        case timedOut
        /// Never sent: its turn did not come in time.
        case expired
        case queueFull
    }

    package var code: Code
    package var message: String
    /// The error as the charger gave it.
    package var answer: JSONValue?

    package init(_ code: Code, _ message: String, answer: JSONValue? = nil) {
        self.code = code
        self.message = message
        self.answer = answer
    }
}
