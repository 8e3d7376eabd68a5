public import JSON

/// How a custom scalar is read from a client and written to one.
///
/// Section 3.5.5. Both directions may refuse a value by throwing a ``FieldError`` (or any error that has one); other
/// errors are reported as an invalid value.
public struct ScalarCoercion: Sendable {
    /// From a variable or a literal to what resolvers get.
    public var parse: @Sendable (JSONValue) throws -> JSONValue
    /// From what a resolver gave to what is written; `nil` writes it as it is.
    public var serialize: (@Sendable (JSONValue) throws -> JSONValue)?

    public init(
        parse: @escaping @Sendable (JSONValue) throws -> JSONValue,
        serialize: (@Sendable (JSONValue) throws -> JSONValue)? = nil
    ) {
        self.parse = parse
        self.serialize = serialize
    }

    /// Any JSON value, both ways.
    public static let json = ScalarCoercion(parse: { $0 })

    /// An instant in ISO 8601. Resolvers read it with ``FieldRequest/timestamp(_:)`` and answer with a column of timestamps.
    public static let dateTime = ScalarCoercion(parse: { value in
        guard case .string(let text) = value, Timestamp(parsing: text) != nil else {
            throw FieldError("expected an instant in ISO 8601, such as 2026-01-31T12:00:00Z", code: .badUserInput)
        }
        return value
    })
}
