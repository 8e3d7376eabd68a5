import JSON
import OCPP

/// How the upload of a station's log fares.
///
/// Security whitepaper edition 2, section 5.13.
enum LogStatusNotificationMeaning: MessageMeaning {
    static func report(
        of request: OCPP16.LogStatusNotification, receivedAt: Timestamp
    ) throws(MessageRefusal) -> Report {
        .eventReported(
            StationEventReport(
                .logStatus, request.status.text, requestID: request.requestId.flatMap { Int32(exactly: $0) },
                at: ReportedTime(nil, receivedAt: receivedAt)))
    }

    static func response(
        to request: OCPP16.LogStatusNotification, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.LogStatusNotification.Response? {
        guard case .event = outcome else { return nil }
        return .init()
    }

    static func subject(of request: OCPP16.LogStatusNotification) -> MessageSubject {
        MessageSubject(status: request.status.text, requestID: request.requestId)
    }
}
