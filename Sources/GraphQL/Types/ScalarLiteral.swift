public import JSON

/// A value as a document writes it, for custom scalars that must see more than the JSON it would be.
///
/// Section 2.10. Numbers keep their digits, and names of enum values differ from strings.
public indirect enum ScalarLiteral: Sendable, Hashable {
    public struct Member: Sendable, Hashable {
        public var name: String
        public var value: ScalarLiteral
    }

    case null
    case boolean(Bool)
    case integer(String)
    case float(String)
    case string(String)
    case enumValue(String)
    case list([ScalarLiteral])
    case object([Member])
    /// The value of a variable, inside a list or an object.
    case variable(JSONValue)

    /// The value as JSON: numbers as far as they can be represented, names of enum values as strings.
    public var plainValue: JSONValue {
        switch self {
        case .null: return .null
        case .boolean(let value): return .bool(value)
        case .integer(let digits): return Int64(digits).map { .integer($0) } ?? .number(Double(digits) ?? 0)
        case .float(let digits): return .number(Double(digits) ?? 0)
        case .string(let text), .enumValue(let text): return .string(text)
        case .list(let items): return .array(items.map(\.plainValue))
        case .object(let members):
            var object = JSONObject(reserving: members.count)
            for member in members { object[member.name] = member.value.plainValue }
            return .object(object)
        case .variable(let value): return value
        }
    }
}

extension ScalarLiteral {
    /// A variable without a value is null in a list, and leaves the field of an object out.
    init(_ node: ValueNode, variables: JSONObject) {
        switch node.kind {
        case .variable(let name): self = variables[name].map { .variable($0) } ?? .null
        case .integer(let digits): self = .integer(digits)
        case .float(let digits): self = .float(digits)
        case .string(let text, _): self = .string(text)
        case .boolean(let value): self = .boolean(value)
        case .null: self = .null
        case .enumValue(let name): self = .enumValue(name)
        case .list(let items): self = .list(items.map { ScalarLiteral($0, variables: variables) })
        case .object(let fields):
            self = .object(
                fields.compactMap { field in
                    if case .variable(let name) = field.value.kind, variables[name] == nil { return nil }
                    return Member(name: field.name.text, value: ScalarLiteral(field.value, variables: variables))
                })
        }
    }
}
