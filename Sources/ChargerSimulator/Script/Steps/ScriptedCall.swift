import JSON
import OCPP

/// A CALL whose payload is there as JSON: of a script, for all that no well-behaved charge point would send, or of what is
/// only reported and waits for no answer.
struct ScriptedCall: Equatable, Sendable {
    var action: String
    /// JSON; in a script with placeholders, which ``ChargerMachine`` fills in when the step begins.
    var payload: String
    /// Who waits for the answer.
    var player: Int?

    /// Whether it is kept and repeated like the charge point's own transaction messages.
    var isTransactional: Bool { ["StartTransaction", "MeterValues", "StopTransaction"].contains(action) }

    init(action: String, payload: String, player: Int? = nil) {
        self.action = action
        self.payload = payload
        self.player = player
    }

    init(_ request: some OCPPRequest, player: Int? = nil) {
        var writer = JSONWriter()
        request.encode(into: &writer)
        self.init(
            action: type(of: request).action, payload: String(decoding: writer.bytes, as: UTF8.self), player: player)
    }

    func encoded(id: MessageID) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginArray()
        writer.integer(2)
        writer.string(id.text)
        writer.string(action)
        writer.raw(Array(payload.utf8))
        writer.endArray()
        return writer.bytes
    }
}

/// What came back for a call of a script.
enum ScriptedAnswer: Equatable, Sendable {
    case result(JSONValue)
    /// CALLERROR with that code.
    case error(String)

    /// The status of a result, wherever the standard puts it.
    var status: String? {
        guard case .result(let payload) = self else { return nil }
        return (payload["status"] ?? payload["idTagInfo"]?["status"])?.string
    }
}

/// `$now`, `$now-90m`, `$transaction`, `$register+500`, `$id`: what a script cannot know beforehand.
enum Placeholder {
    static let names = ["now", "transaction", "register", "id"]

    /// The text with each placeholder replaced; `value` gets its name and the sum behind it, empty where there is none.
    static func fill(_ text: String, value: (_ name: String, _ offset: String) -> String?) -> String? {
        var filled = ""
        var rest = Substring(text)
        while let dollar = rest.firstIndex(of: "$") {
            filled += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            let name = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(name.count)
            var offset = Substring()
            if rest.first == "+" || rest.first == "-" {
                offset = rest.prefix(1) + rest.dropFirst().prefix { $0.isASCII && ($0.isNumber || $0.isLetter) }
                rest = rest.dropFirst(offset.count)
            }
            guard let text = value(String(name), String(offset)) else { return nil }
            filled += text
        }
        return filled + rest
    }

    /// Nil where a name or a sum is not understood.
    static func check(_ text: String) -> String? {
        fill(text) { name, offset in
            switch name {
            case "now":
                offset.isEmpty || DurationText.parse(offset.dropFirst()) != nil ? "2026-01-01T00:00:00.000Z" : nil
            case "transaction", "register": offset.isEmpty || Int(offset) != nil ? "1" : nil
            case "id": offset.isEmpty ? "CP" : nil
            default: nil
            }
        }
    }
}
