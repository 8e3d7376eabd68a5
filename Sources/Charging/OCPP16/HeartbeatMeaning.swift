import JSON
import OCPP

/// A sign of life and the question what time it is: answered at once, and always with the present time.
///
/// OCPP 1.6 edition 2, section 4.6.
enum HeartbeatMeaning: MessageMeaning {
    static let remembersAnswer = false
    static let waitsForCommit = false

    static func report(of request: OCPP16.Heartbeat, receivedAt: Timestamp) throws(MessageRefusal) -> Report {
        .heartbeat
    }

    static func response(
        to request: OCPP16.Heartbeat, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.Heartbeat.Response? {
        .init(currentTime: context.now)
    }
}
