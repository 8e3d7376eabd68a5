import JSON

extension ScalarCoercion {
    /// A decimal number of any size that loses no digit: money, measures, 64-bit counters.
    ///
    /// Resolvers get and give its text, and that is what is written; `12.50` stays `12.50`. In documents it can be written
    /// as a number or a string. In variables it is a string or a whole number, because the digits of a fraction in JSON
    /// are gone before anybody could keep them. There is no exponent, and at most ``maximumDecimalLength`` characters.
    public static let decimal = ScalarCoercion(
        parse: { try decimalText(of: $0) },
        parseLiteral: { literal in
            switch literal {
            case .integer(let text), .float(let text), .string(let text): try checked(text)
            case .null, .boolean, .enumValue, .list, .object, .variable: throw FieldError.noDecimal
            }
        },
        serialize: { try decimalText(of: $0) })

    /// So that a number that nobody can calculate with is not carried further.
    public static let maximumDecimalLength = 256

    private static func decimalText(of value: JSONValue) throws -> JSONValue {
        switch value {
        case .string(let text): return try checked(text)
        case .integer(let number): return .string(String(number))
        case .number:
            throw FieldError(
                "expected a decimal number as a string, such as \"12.50\", to keep its digits", code: .badUserInput)
        case .null, .bool, .array, .object: throw FieldError.noDecimal
        }
    }

    private static func checked(_ text: String) throws -> JSONValue {
        guard isDecimal(Array(text.utf8.prefix(maximumDecimalLength + 1))) else { throw FieldError.noDecimal }
        return .string(text)
    }

    /// Digits without a needless zero in front, and a fraction of at least one digit if there is a point.
    private static func isDecimal(_ text: [UInt8]) -> Bool {
        guard text.count <= maximumDecimalLength else { return false }
        let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(ByteClass.isDigit) })
        else {
            return false
        }
        return parts[0].count == 1 || parts[0].first != UInt8(ascii: "0")
    }
}

extension FieldError {
    fileprivate static let noDecimal = FieldError(
        "expected a decimal number of at most \(ScalarCoercion.maximumDecimalLength) characters, such as 12.50",
        code: .badUserInput)
}
