import JSON
import OCPP

/// Energy is about to flow. Always answered with a transaction id, whatever the verdict on the tag, and only after the commit.
///
/// OCPP 1.6 edition 2, section 4.8.
enum StartTransactionMeaning: MessageMeaning {
    static func report(of request: OCPP16.StartTransaction, receivedAt: Timestamp) throws(MessageRefusal) -> Report {
        // The energy flows whatever the number: a charger that counts from 0 means its first connector.
        let connector = try ConnectorNumber.checked(max(1, request.connectorId), allowsStation: false)
        return .started(
            StartReport(
                connector: connector, idTag: request.idTag.text,
                at: ReportedTime(request.timestamp, receivedAt: receivedAt), meterStartWh: Double(request.meterStart),
                reservationNumber: request.reservationId.flatMap(Int32.init(exactly:))))
    }

    static func response(
        to request: OCPP16.StartTransaction, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.StartTransaction.Response? {
        guard case .started(let session, _, let verdict, _, _, _) = outcome else { return nil }
        return .init(transactionId: Int(session.transactionID), idTagInfo: verdict.idTagInfo)
    }
}
