package import JSON
import OCPP

/// What one message of a charger means: the report that it makes, and the answer that the report's outcome makes.
///
/// One conforming type per message and file; ``MessageTable`` lists them.
protocol MessageMeaning: SendableMetatype {
    associatedtype Request: OCPPRequest
    /// Whether a repetition of the frame hears the first answer again. Not where the answer has to be fresh.
    static var remembersAnswer: Bool { get }
    /// Whether the answer waits until the report is durable.
    static var waitsForCommit: Bool { get }
    /// Whether it is answered before the station is accepted (errata-J 3.8).
    static var isAllowedBeforeAcceptance: Bool { get }

    static func report(of request: Request, receivedAt: Timestamp) throws(MessageRefusal) -> Report
    /// Nil when the outcome is not one of this message's; that is a mistake of ours.
    static func response(
        to request: Request, outcome: ReportOutcome, context: AnswerContext
    ) -> Request.Response?
    /// What those learn who wait for such a message.
    static func subject(of request: Request) -> MessageSubject
}

extension MessageMeaning {
    static var remembersAnswer: Bool { true }
    static var waitsForCommit: Bool { true }
    static var isAllowedBeforeAcceptance: Bool { false }
    static func subject(of request: Request) -> MessageSubject { MessageSubject() }
}

/// What an answer says besides the outcome.
package struct AnswerContext: Sendable {
    package var now: Timestamp
    package var admission: StationAdmission
    /// Between heartbeats of an accepted station.
    package var heartbeatInterval: Duration
    /// After which a station that is not accepted asks again.
    package var retryInterval: Duration
}

/// A message that can be read but not be meant.
struct MessageRefusal: Error {
    var code: OCPP16.ErrorCode
    var text: String
}
