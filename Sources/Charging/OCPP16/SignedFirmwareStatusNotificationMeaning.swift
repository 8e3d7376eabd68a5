import JSON
import OCPP

/// How far an update with signed firmware has come.
///
/// Security whitepaper edition 2, section 5.19.
enum SignedFirmwareStatusNotificationMeaning: MessageMeaning {
    static func report(
        of request: OCPP16.SignedFirmwareStatusNotification, receivedAt: Timestamp
    ) throws(MessageRefusal) -> Report {
        .eventReported(
            StationEventReport(
                .signedFirmwareStatus, request.status.text, requestID: request.requestId.flatMap { Int32(exactly: $0) },
                at: ReportedTime(nil, receivedAt: receivedAt)))
    }

    static func response(
        to request: OCPP16.SignedFirmwareStatusNotification, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.SignedFirmwareStatusNotification.Response? {
        guard case .event = outcome else { return nil }
        return .init()
    }

    static func subject(of request: OCPP16.SignedFirmwareStatusNotification) -> MessageSubject {
        MessageSubject(status: request.status.text, requestID: request.requestId)
    }
}
