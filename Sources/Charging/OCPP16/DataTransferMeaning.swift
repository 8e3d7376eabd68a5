import JSON
import OCPP

/// A vendor's own message: kept for who understands it, and answered that we do not.
///
/// OCPP 1.6 edition 2, section 4.3.
enum DataTransferMeaning: MessageMeaning {
    static func report(of request: OCPP16.DataTransfer, receivedAt: Timestamp) throws(MessageRefusal) -> Report {
        .eventReported(
            StationEventReport(
                .vendorMessage, request.messageId ?? "", vendorID: request.vendorId, detail: request.data,
                at: ReportedTime(nil, receivedAt: receivedAt)))
    }

    static func response(
        to request: OCPP16.DataTransfer, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.DataTransfer.Response? {
        guard case .event = outcome else { return nil }
        return .init(status: .unknownVendorId)
    }
}
