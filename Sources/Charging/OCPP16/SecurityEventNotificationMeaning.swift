import JSON
import OCPP

/// Something that bears on a station's security.
///
/// Security whitepaper edition 2, section 5.15.
enum SecurityEventNotificationMeaning: MessageMeaning {
    static func report(
        of request: OCPP16.SecurityEventNotification, receivedAt: Timestamp
    ) throws(MessageRefusal) -> Report {
        .eventReported(
            StationEventReport(
                .securityEvent, request.type, detail: request.techInfo,
                at: ReportedTime(request.timestamp, receivedAt: receivedAt)))
    }

    static func response(
        to request: OCPP16.SecurityEventNotification, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.SecurityEventNotification.Response? {
        guard case .event = outcome else { return nil }
        return .init()
    }
}
