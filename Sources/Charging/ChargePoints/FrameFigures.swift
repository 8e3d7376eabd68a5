import CoreMetrics
import Metrics
import OCPP

/// How many frames of each kind went each way, and how long each CALL took until its end.
///
/// Labels come from the messages that we know: what a charger makes up is counted under `unknown`.
final class FrameFigures: Sendable {
    /// Which way a frame goes, and which side's a CALL is.
    enum Direction: String, CaseIterable {
        case received, sent

        var opposite: Direction { self == .received ? .sent : .received }
    }

    enum Kind: String, CaseIterable {
        case call = "CALL"
        case result = "CALLRESULT"
        case error = "CALLERROR"
        /// Of OCPP 2.1; ignored where that is not spoken.
        case resultError = "CALLRESULTERROR"
        case send = "SEND"
        case unreadable, other

        /// Of a message type that the version does not have. OCPP 2.1, part 4, section 4.2.
        init(ignoredType: Int64) {
            self = ignoredType == 5 ? .resultError : ignoredType == 6 ? .send : .other
        }
    }

    /// How a CALL ended.
    enum Outcome: String, CaseIterable {
        case result = "CALLRESULT"
        case error = "CALLERROR"
        case unreadable
        /// Not in time, or nobody waited any longer.
        case unanswered
        /// The connection ended first.
        case lost
    }

    /// The figures of one message and its answers.
    private struct Message {
        let frames: [Kind: Counter]
        let durations: [Outcome: Timer]

        init(_ action: String, of caller: Direction, kinds: [Kind], outcomes: [Outcome], _ factory: any MetricsFactory)
        {
            frames = Dictionary(
                uniqueKeysWithValues: kinds.map { kind in
                    let direction = [.result, .error].contains(kind) ? caller.opposite : caller
                    let labels = [("action", action), ("direction", direction.rawValue), ("kind", kind.rawValue)]
                    return (kind, Counter(label: "stationmaster_ocpp_frames", dimensions: labels, factory: factory))
                })
            durations = Dictionary(
                uniqueKeysWithValues: outcomes.map { outcome in
                    let labels = [("action", action), ("direction", caller.rawValue), ("outcome", outcome.rawValue)]
                    let label = "stationmaster_ocpp_call_duration"
                    return (outcome, Timer(label: label, dimensions: labels, factory: factory))
                })
        }
    }

    static let unknown = "unknown"

    private let received: [String: Message]
    private let sent: [String: Message]
    private let strangers: [Kind: Counter]

    init(factory: any MetricsFactory) {
        received = Self.messages(
            MessageTable.ocpp16.actions, of: .received, outcomes: [.result, .error, .lost], factory)
        sent = Self.messages(OCPP16.centralSystemActions.sorted(), of: .sent, outcomes: Outcome.allCases, factory)
        strangers = Dictionary(
            uniqueKeysWithValues: [Kind.resultError, .send, .unreadable, .other].map { kind in
                let labels = [
                    ("action", Self.unknown), ("direction", Direction.received.rawValue), ("kind", kind.rawValue),
                ]
                return (kind, Counter(label: "stationmaster_ocpp_frames", dimensions: labels, factory: factory))
            })
    }

    /// A frame of a call of that side's, or of an answer to one.
    func counted(_ kind: Kind, of caller: Direction, _ action: String?) {
        message(caller, action)?.frames[kind]?.increment()
    }

    /// A frame that came and belongs to no call.
    func countedStranger(_ kind: Kind) { strangers[kind]?.increment() }

    func ended(_ caller: Direction, _ action: String, _ outcome: Outcome, after duration: Duration) {
        message(caller, action)?.durations[outcome]?.record(duration: duration)
    }

    private func message(_ caller: Direction, _ action: String?) -> Message? {
        let messages = caller == .received ? received : sent
        return action.flatMap { messages[$0] } ?? messages[Self.unknown]
    }

    private static func messages(
        _ actions: [String], of caller: Direction, outcomes: [Outcome], _ factory: any MetricsFactory
    ) -> [String: Message] {
        let kinds: [Kind] = [.call, .result, .error]
        return Dictionary(
            (actions + [unknown]).map {
                ($0, Message($0, of: caller, kinds: kinds, outcomes: outcomes, factory))
            }, uniquingKeysWith: { first, _ in first })
    }
}
