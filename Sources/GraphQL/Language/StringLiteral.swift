/// Reads and writes the quoted form of a string.
///
/// Section 2.10.4.
enum StringLiteral {
    /// Reads from the byte after the opening quote; `end` is the byte after the closing one.
    static func read(_ source: [UInt8], from start: Int, lexer: Lexer) throws(GraphQLError) -> (value: String, end: Int)
    {
        var position = start
        var chunkStart = start
        var value: [UInt8] = []
        while position < source.count {
            switch source[position] {
            case UInt8(ascii: "\""):
                if value.isEmpty {
                    return (String(decoding: source[start..<position], as: UTF8.self), position + 1)
                }
                value += source[chunkStart..<position]
                return (String(decoding: value, as: UTF8.self), position + 1)
            case UInt8(ascii: "\\"):
                value += source[chunkStart..<position]
                let (scalar, end) = try escape(source, at: position, lexer: lexer)
                value += Array(String(scalar).utf8)
                position = end
                chunkStart = end
            case 0x0A, 0x0D: throw lexer.syntaxError("unterminated string", at: position)
            default: position += 1
            }
        }
        throw lexer.syntaxError("unterminated string", at: position)
    }

    private static func escape(
        _ source: [UInt8], at position: Int, lexer: Lexer
    ) throws(GraphQLError) -> (Unicode.Scalar, Int) {
        let kind = position + 1 < source.count ? source[position + 1] : 0
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return (Unicode.Scalar(kind), position + 2)
        case UInt8(ascii: "b"): return ("\u{8}", position + 2)
        case UInt8(ascii: "f"): return ("\u{C}", position + 2)
        case UInt8(ascii: "n"): return ("\n", position + 2)
        case UInt8(ascii: "r"): return ("\r", position + 2)
        case UInt8(ascii: "t"): return ("\t", position + 2)
        case UInt8(ascii: "u"): break
        default: throw lexer.syntaxError("invalid character escape", at: position)
        }
        if let (scalar, end) = bracedEscape(source, at: position + 2) ?? fixedEscape(source, at: position + 2) {
            return (scalar, end)
        }
        throw lexer.syntaxError("invalid Unicode escape", at: position)
    }

    /// `\u{1F600}`
    private static func bracedEscape(_ source: [UInt8], at start: Int) -> (Unicode.Scalar, Int)? {
        guard start < source.count, source[start] == UInt8(ascii: "{") else { return nil }
        var position = start + 1
        var value: UInt32 = 0
        while position < source.count, let digit = hexadecimal(source[position]), value <= 0x10FFFF {
            value = value << 4 | digit
            position += 1
        }
        guard position > start + 1, position < source.count, source[position] == UInt8(ascii: "}") else { return nil }
        return Unicode.Scalar(value).map { ($0, position + 1) }
    }

    /// `\uD83D\uDE00`
    private static func fixedEscape(_ source: [UInt8], at start: Int) -> (Unicode.Scalar, Int)? {
        guard let first = fourDigits(source, at: start) else { return nil }
        if let scalar = Unicode.Scalar(first) { return (scalar, start + 4) }
        guard first < 0xDC00, start + 5 < source.count, source[start + 4] == UInt8(ascii: "\\"),
            source[start + 5] == UInt8(ascii: "u"), let second = fourDigits(source, at: start + 6),
            (0xDC00...0xDFFF).contains(second)
        else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)).map { ($0, start + 10) }
    }

    private static func fourDigits(_ source: [UInt8], at start: Int) -> UInt32? {
        guard start + 4 <= source.count else { return nil }
        var value: UInt32 = 0
        for byte in source[start..<start + 4] {
            guard let digit = hexadecimal(byte) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// The literal with its quotes.
    static func write(_ value: String) -> String {
        var result = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
