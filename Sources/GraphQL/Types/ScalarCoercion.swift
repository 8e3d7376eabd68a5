public import JSON

/// How a custom scalar is read from a client and written to one.
///
/// Section 3.5, "Input Coercion" and "Result Coercion". Each direction may refuse a value by throwing a ``FieldError``
/// (or any error that has one); other errors are reported as an invalid value. Null never gets here.
public struct ScalarCoercion: Sendable {
    /// From a variable to what resolvers get, and from a literal where nothing else is said for these.
    public var parse: @Sendable (JSONValue) throws -> JSONValue
    /// From a literal to what resolvers get; `nil` parses its ``ScalarLiteral/plainValue``. A scalar whose numbers are
    /// larger or more exact than JSON's needs its own.
    public var parseLiteral: (@Sendable (ScalarLiteral) throws -> JSONValue)?
    /// From what a resolver gave to what is written; `nil` writes it as it is.
    public var serialize: (@Sendable (JSONValue) throws -> JSONValue)?

    public init(
        parse: @escaping @Sendable (JSONValue) throws -> JSONValue,
        parseLiteral: (@Sendable (ScalarLiteral) throws -> JSONValue)? = nil,
        serialize: (@Sendable (JSONValue) throws -> JSONValue)? = nil
    ) {
        self.parse = parse
        self.parseLiteral = parseLiteral
        self.serialize = serialize
    }

    /// Any JSON value, both ways. Numbers are JSON's: digits beyond what a double holds are lost.
    public static let json = ScalarCoercion(parse: { $0 })

    /// An instant in ISO 8601. Resolvers read it with ``FieldRequest/timestamp(_:)`` and answer with a column of timestamps.
    public static let dateTime = ScalarCoercion(
        parse: { value in
            guard case .string(let text) = value else { throw FieldError.noInstant }
            return try instant(text)
        },
        parseLiteral: { literal in
            guard case .string(let text) = literal else { throw FieldError.noInstant }
            return try instant(text)
        })

    private static func instant(_ text: String) throws -> JSONValue {
        guard Timestamp(parsing: text) != nil else { throw FieldError.noInstant }
        return .string(text)
    }
}

extension FieldError {
    fileprivate static let noInstant = FieldError(
        "expected an instant in ISO 8601, such as 2026-01-31T12:00:00Z", code: .badUserInput)
}
