import JSON
import OCPP

/// How the upload of a station's diagnostics fares.
///
/// OCPP 1.6 edition 2, section 4.4.
enum DiagnosticsStatusNotificationMeaning: MessageMeaning {
    static func report(
        of request: OCPP16.DiagnosticsStatusNotification, receivedAt: Timestamp
    ) throws(MessageRefusal) -> Report {
        .eventReported(
            StationEventReport(
                .diagnosticsStatus, request.status.text, at: ReportedTime(nil, receivedAt: receivedAt)))
    }

    static func response(
        to request: OCPP16.DiagnosticsStatusNotification, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.DiagnosticsStatusNotification.Response? {
        guard case .event = outcome else { return nil }
        return .init()
    }

    static func subject(of request: OCPP16.DiagnosticsStatusNotification) -> MessageSubject {
        MessageSubject(status: request.status.text)
    }
}
