import JSON
import OCPP

/// A ``MessageMeaning`` without its type, as the table holds it.
struct MessageHandler: Sendable {
    let action: String
    let remembersAnswer: Bool
    let waitsForCommit: Bool
    let isAllowedBeforeAcceptance: Bool
    /// Nil when the request is not of this handler's kind.
    let report: @Sendable (any OCPPRequest, Timestamp) throws(MessageRefusal) -> Report?
    /// The whole CALLRESULT; nil when the outcome is not one of this message's.
    let answer: @Sendable (any OCPPRequest, MessageID, ReportOutcome, AnswerContext) -> [UInt8]?
    let subject: @Sendable (any OCPPRequest) -> MessageSubject

    init<Meaning: MessageMeaning>(_ meaning: Meaning.Type) {
        action = Meaning.Request.action
        remembersAnswer = Meaning.remembersAnswer
        waitsForCommit = Meaning.waitsForCommit
        isAllowedBeforeAcceptance = Meaning.isAllowedBeforeAcceptance
        report = { request, receivedAt throws(MessageRefusal) in
            guard let request = request as? Meaning.Request else { return nil }
            return try Meaning.report(of: request, receivedAt: receivedAt)
        }
        answer = { request, id, outcome, context in
            guard let request = request as? Meaning.Request else { return nil }
            return Meaning.response(to: request, outcome: outcome, context: context)?.encodedResult(id: id)
        }
        subject = { request in (request as? Meaning.Request).map(Meaning.subject) ?? MessageSubject() }
    }
}

/// The messages of a charger that one OCPP version has, by action.
struct MessageTable: Sendable {
    private let handlers: [String: MessageHandler]

    init(_ handlers: [MessageHandler]) {
        self.handlers = Dictionary(handlers.map { ($0.action, $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(action: String) -> MessageHandler? { handlers[action] }
    var actions: [String] { handlers.keys.sorted() }

    static let ocpp16 = MessageTable([
        MessageHandler(AuthorizeMeaning.self),
        MessageHandler(BootNotificationMeaning.self),
        MessageHandler(DataTransferMeaning.self),
        MessageHandler(DiagnosticsStatusNotificationMeaning.self),
        MessageHandler(FirmwareStatusNotificationMeaning.self),
        MessageHandler(HeartbeatMeaning.self),
        MessageHandler(LogStatusNotificationMeaning.self),
        MessageHandler(MeterValuesMeaning.self),
        MessageHandler(SecurityEventNotificationMeaning.self),
        MessageHandler(SignCertificateMeaning.self),
        MessageHandler(SignedFirmwareStatusNotificationMeaning.self),
        MessageHandler(StartTransactionMeaning.self),
        MessageHandler(StatusNotificationMeaning.self),
        MessageHandler(StopTransactionMeaning.self),
    ])
}
