import JSON
import OCPP

/// A tag was presented: is it good? The verdict is always a fresh one.
///
/// OCPP 1.6 edition 2, section 4.1.
enum AuthorizeMeaning: MessageMeaning {
    static let remembersAnswer = false

    static func report(of request: OCPP16.Authorize, receivedAt: Timestamp) throws(MessageRefusal) -> Report {
        .authorizationAsked(idTag: request.idTag.text)
    }

    static func response(
        to request: OCPP16.Authorize, outcome: ReportOutcome, context: AnswerContext
    ) -> OCPP16.Authorize.Response? {
        guard case .authorized(let verdict) = outcome else { return nil }
        return .init(idTagInfo: verdict.idTagInfo)
    }
}
