import JSON
import OCPP

/// A station wants a certificate of its own. Its request is kept and waits for who signs it; what is no request is
/// rejected, and that it came is kept.
///
/// Security whitepaper edition 2, section 5.17.
enum SignCertificateMeaning: MessageMeaning {
    static func report(of request: OCPP16.SignCertificate, receivedAt: Timestamp) throws(MessageRefusal) -> Report {
        let at = ReportedTime(nil, receivedAt: receivedAt)
        guard CertificateRequest.isOne(request.csr) else {
            return .eventReported(
                StationEventReport(
                    .certificateRequest, Verdict.rejected.rawValue, detail: "not a PKCS #10 request in PEM", at: at))
        }
        return .eventReported(
            StationEventReport(
                .certificateRequest, Verdict.awaitingSignature.rawValue, detail: request.csr, at: at))
    }

    /// As the store decides, so that an answer of acceptance means that the request is in the database.
    static func response(
        to request: OCPP16.SignCertificate, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.SignCertificate.Response? {
        guard case .event(let event, _) = outcome else { return nil }
        return .init(status: event.report.name == Verdict.awaitingSignature.rawValue ? .accepted : .rejected)
    }

    /// What became of the request, as the event is named.
    private enum Verdict: String {
        case awaitingSignature = "AwaitingSignature"
        case rejected = "Rejected"
    }
}
