/// One SQL statement and the values bound to it.
///
/// ```swift
/// let statement: Statement = "SELECT name FROM station WHERE id = \(id)"
/// ```
/// The text comes from literals and ``SQL`` alone. Every other interpolated value becomes a parameter, encoded here in the
/// caller's task rather than on the connections' thread. The same text with the same types is prepared once a connection.
///
/// A scalar `String` is left without a type, like a quoted literal, so it fits text, enums, dates and uuids alike; where
/// PostgreSQL cannot infer a type, write `\(value)::text`.
public struct Statement: ExpressibleByStringInterpolation, Sendable {
    public private(set) var text: String
    private(set) var parameters: ParameterBuffer

    public init(stringLiteral literal: StaticString) {
        text = literal.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        parameters = ParameterBuffer()
    }

    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.statement
    }

    public init(_ sql: SQL) {
        text = sql.text
        parameters = ParameterBuffer()
    }

    /// For text that we have made ourselves, of numbers and quoted identifiers; never of data.
    package init(trusted text: String) {
        self.text = text
        parameters = ParameterBuffer()
    }

    public var parameterCount: Int { parameters.entries.count }

    public static func + (left: Statement, right: Statement) -> Statement {
        var sum = left
        sum += right
        return sum
    }

    public static func += (left: inout Statement, right: Statement) {
        left.append(right)
    }

    mutating func append(literal: String) {
        text += literal
    }

    mutating func append(_ sql: SQL) {
        text += sql.text
    }

    /// Adds the placeholder of the parameter that `encode` is about to write.
    mutating func bind(_ encode: (inout ParameterBuffer, _ placeholder: Int) -> Void) {
        let placeholder = text.utf8.count
        text += "$"
        text += String(parameters.entries.count + 1)
        encode(&parameters, placeholder)
    }

    /// The other statement's values follow ours, so its placeholders are numbered anew.
    mutating func append(_ other: Statement) {
        let utf8 = other.text.utf8
        var rest = utf8.startIndex
        let textShift = parameters.entries.count
        for (index, entry) in other.parameters.entries.enumerated() {
            let placeholder = utf8.index(utf8.startIndex, offsetBy: entry.placeholder)
            text += other.text[rest..<placeholder]
            parameters.append(entry, of: other.parameters, placeholder: text.utf8.count)
            text += "$\(textShift + index + 1)"
            rest = utf8.index(placeholder, offsetBy: 1 + String(index + 1).utf8.count)
        }
        text += other.text[rest...]
        parameters.problem = parameters.problem ?? other.parameters.problem
    }
}

extension Statement {
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var statement: Statement

        public init(literalCapacity: Int, interpolationCount: Int) {
            statement = Statement(.empty)
            statement.reserve(text: literalCapacity + 4 * interpolationCount, parameters: interpolationCount)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            statement.append(literal: literal.withUTF8Buffer { String(decoding: $0, as: UTF8.self) })
        }

        public mutating func appendInterpolation(_ sql: SQL) {
            statement.append(sql)
        }

        public mutating func appendInterpolation(_ splice: Statement) {
            statement.append(splice)
        }

        public mutating func appendInterpolation<Value: PostgresScalar>(_ value: Value) {
            statement.bind { $0.append(value, placeholder: $1) }
        }

        public mutating func appendInterpolation<Value: PostgresScalar>(_ value: Value?) {
            statement.bind { $0.append(value, placeholder: $1) }
        }

        public mutating func appendInterpolation<Value: PostgresScalar>(_ values: [Value]) {
            statement.bind { $0.append(array: values, placeholder: $1) }
        }

        public mutating func appendInterpolation<Value: PostgresScalar>(_ values: [Value?]) {
            statement.bind { $0.append(array: values, placeholder: $1) }
        }
    }

    fileprivate mutating func reserve(text textCapacity: Int, parameters parameterCapacity: Int) {
        text.reserveCapacity(textCapacity)
        parameters.entries.reserveCapacity(parameterCapacity)
    }
}
