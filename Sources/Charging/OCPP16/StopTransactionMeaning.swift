import JSON
import OCPP

/// A transaction is over. Accepted whatever it names: a stop of a transaction that we do not know is kept as one.
///
/// OCPP 1.6 edition 2, section 4.10.
enum StopTransactionMeaning: MessageMeaning {
    static func report(of request: OCPP16.StopTransaction, receivedAt: Timestamp) throws(MessageRefusal) -> Report {
        .stopped(
            StopReport(
                // An id that is none of ours anyway becomes 0, which has no meaning.
                transactionID: Int32(exactly: request.transactionId) ?? 0, idTag: request.idTag?.text,
                at: ReportedTime(request.timestamp, receivedAt: receivedAt), meterStopWh: Double(request.meterStop),
                reason: request.reason?.text,
                samples: MeterValuesMeaning.samples(of: request.transactionData, receivedAt: receivedAt)))
    }

    static func response(
        to request: OCPP16.StopTransaction, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.StopTransaction.Response? {
        guard case .stopped(_, let verdict, _) = outcome else { return nil }
        return .init(idTagInfo: verdict?.idTagInfo)
    }
}
