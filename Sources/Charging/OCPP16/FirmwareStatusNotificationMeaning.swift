import JSON
import OCPP

/// How far an update of a station's firmware has come.
///
/// OCPP 1.6 edition 2, section 4.5.
enum FirmwareStatusNotificationMeaning: MessageMeaning {
    static func report(
        of request: OCPP16.FirmwareStatusNotification, receivedAt: Timestamp
    ) throws(MessageRefusal) -> Report {
        .eventReported(
            StationEventReport(
                .firmwareStatus, request.status.text, at: ReportedTime(nil, receivedAt: receivedAt)))
    }

    static func response(
        to request: OCPP16.FirmwareStatusNotification, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.FirmwareStatusNotification.Response? {
        guard case .event = outcome else { return nil }
        return .init()
    }

    static func subject(of request: OCPP16.FirmwareStatusNotification) -> MessageSubject {
        MessageSubject(status: request.status.text)
    }
}
