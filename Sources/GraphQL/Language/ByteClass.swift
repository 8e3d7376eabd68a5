/// What a byte can begin, looked up rather than compared.
enum ByteClass {
    case nameStart
    case digit
    case punctuator(Token.Kind)
    case other

    @inline(__always)
    static func of(_ byte: UInt8) -> ByteClass {
        if isDigit(byte) { return .digit }
        if isNameContinue(byte) { return .nameStart }
        return switch byte {
        case UInt8(ascii: "{"): .punctuator(.leftBrace)
        case UInt8(ascii: "}"): .punctuator(.rightBrace)
        case UInt8(ascii: "("): .punctuator(.leftParenthesis)
        case UInt8(ascii: ")"): .punctuator(.rightParenthesis)
        case UInt8(ascii: ":"): .punctuator(.colon)
        case UInt8(ascii: "$"): .punctuator(.dollar)
        case UInt8(ascii: "!"): .punctuator(.exclamation)
        case UInt8(ascii: "["): .punctuator(.leftBracket)
        case UInt8(ascii: "]"): .punctuator(.rightBracket)
        case UInt8(ascii: "="): .punctuator(.equals)
        case UInt8(ascii: "@"): .punctuator(.at)
        case UInt8(ascii: "|"): .punctuator(.pipe)
        case UInt8(ascii: "&"): .punctuator(.ampersand)
        default: .other
        }
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    @inline(__always)
    static func isNameContinue(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_") || isDigit(byte)
    }
}
