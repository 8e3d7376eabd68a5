import JSON
import OCPP

/// Something that a charge point knows for certain of its transactions.
///
/// What happened is known before the central system hears of it; what was answered is known once the answer is here. A
/// central system that loses or doubles anything is found out by the two together.
enum JournalFact: Equatable, Sendable {
    case happened(Message)
    case answered(Message, number: Int? = nil, verdict: OCPP16.AuthorizationStatus? = nil)
    /// The message will never be sent again: refused too often, or no room for it.
    case lost(Message)
    /// The central system has confirmed that status.
    case status(connector: Int, OCPP16.ChargePointStatus)

    /// One line of JSON with its line break.
    func line(charger: String, at now: Timestamp) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("at", now.description)
        writer.member("charger", charger)
        switch self {
        case .happened(let message):
            writer.member("fact", message.journalName)
            message.writeIdentity(to: &writer)
            message.writeContent(to: &writer)
        case .answered(let message, let number, let verdict):
            writer.member("fact", "answered")
            writer.member("message", message.journalName)
            message.writeIdentity(to: &writer)
            if let number { writer.member("number", number) }
            if let verdict { writer.member("verdict", verdict.rawValue) }
        case .lost(let message):
            writer.member("fact", "lost")
            writer.member("message", message.journalName)
            message.writeIdentity(to: &writer)
        case .status(let connector, let status):
            writer.member("fact", "status")
            writer.member("connector", connector)
            writer.member("status", status.rawValue)
        }
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}

extension Message {
    fileprivate var journalName: String {
        switch self {
        case .start: "start"
        case .meter: "meter"
        case .stop: "stop"
        case .boot: "boot"
        case .heartbeat: "heartbeat"
        case .status: "status"
        case .authorize: "authorize"
        case .scripted: "scripted"
        }
    }

    /// What tells this message from all others of the charge point.
    fileprivate func writeIdentity(to writer: inout JSONWriter) {
        if let key = transaction { writer.member("transaction", key.number) }
        guard case .meter(let connector, let values, _) = self else { return }
        writer.member("connector", connector)
        if let time = values.first?.timestamp.text { writer.member("time", time) }
    }

    fileprivate func writeContent(to writer: inout JSONWriter) {
        switch self {
        case .start(let request, _):
            writer.member("connector", request.connectorId)
            writer.member("idTag", request.idTag.text)
            writer.member("meterWh", request.meterStart)
            writer.member("time", request.timestamp.text ?? "")
        case .meter(_, let values, _):
            let samples = values.flatMap(\.sampledValue)
            let register = samples.first { $0.measurand == .known(.energyActiveImportRegister) }
            if let register { writer.member("meterWh", register.value) }
            writer.member("samples", samples.count)
        case .stop(let content, _):
            writer.member("meterWh", content.meterStop)
            writer.member("time", content.time.text ?? "")
            writer.member("reason", content.reason.rawValue)
        case .boot, .heartbeat, .status, .authorize, .scripted: break
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: StaticString, _ text: String) {
        self.name(name)
        string(text)
    }

    fileprivate mutating func member(_ name: StaticString, _ number: Int) {
        self.name(name)
        integer(number)
    }
}
