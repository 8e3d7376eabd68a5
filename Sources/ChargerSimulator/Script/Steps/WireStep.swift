import JSON
import OCPP

/// Messages that a script spells out, whole or broken.
enum WireStep: Equatable, Sendable {
    case send(ScriptedCall)
    case raw(RawMessage)
    /// The last call once more.
    case again(underNewID: Bool)

    static let forms = [
        "send": """
        send StatusNotification {"connectorId": 1, "errorCode": "NoError", "status": "Charging", "timestamp": "$now"}
        """,
        "raw": "raw text [2,\"1\"|raw binary 00ff|raw fragments 3 [2,\"1\",\"Heartbeat\",{}]|raw size 2000000",
        "again": "again, again new-id",
    ]

    static func read(_ reader: inout StepReader) throws(ScriptError) -> Step? {
        switch reader.verb {
        case "send":
            let action = try reader.word("an action such as Heartbeat")
            return .wire(.send(ScriptedCall(action: action, payload: try reader.template())))
        case "raw": return .wire(.raw(try raw(&reader)))
        case "again": return .wire(.again(underNewID: try reader.optionalKeyword("new-id")))
        default: return nil
        }
    }

    private static func raw(_ reader: inout StepReader) throws(ScriptError) -> RawMessage {
        switch try reader.keyword(among: ["text", "binary", "fragments", "size"]) {
        case "binary":
            let digits = try reader.word("pairs of hexadecimal digits")
            guard let bytes = HexText.bytes(digits) else {
                throw reader.error("\(digits) should be up to 40 pairs of hexadecimal digits")
            }
            return .binary(bytes)
        case "fragments":
            let count = try reader.number("of fragments", in: 2...10_000)
            return .text(Array(try reader.remainder("the message").utf8), fragments: count)
        case "size":
            return .text(
                [UInt8](repeating: UInt8(ascii: "x"), count: try reader.number("of bytes", in: 1...64_000_000)),
                fragments: 1)
        default: return .text(Array(try reader.remainder("the message").utf8), fragments: 1)
        }
    }
}

/// A WebSocket message as a script wants it, sense or nonsense.
enum RawMessage: Equatable, Sendable {
    case text([UInt8], fragments: Int)
    case binary([UInt8])
}

/// What a ``ChargerMachine`` does to its socket beside sending calls.
enum LinkAction: Equatable, Sendable {
    case raw(RawMessage)
    /// Nothing comes in and nothing goes out any more, until the socket is given up.
    case freeze
    case answerPings(Bool)
}
