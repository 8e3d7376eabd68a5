import JSON

/// Which values a scalar or enum type may have in a response (sections 3.5 and 3.9, result coercion).
enum LeafKind: Sendable {
    case int, float, string, boolean, id
    case enumeration([String])
    case custom(ScalarCoercion?)

    init(_ type: NamedType, scalar: ScalarCoercion?) {
        if type.kind == .enumeration {
            self = .enumeration(type.values.map(\.name))
            return
        }
        switch type.name {
        case "Int": self = .int
        case "Float": self = .float
        case "String": self = .string
        case "Boolean": self = .boolean
        case "ID": self = .id
        default: self = .custom(scalar)
        }
    }

    /// The value as it is written, or `nil` when the type does not have it. Null is the caller's business.
    func serialize(_ value: JSONValue) throws -> JSONValue? {
        switch (self, value) {
        case (.int, .integer(let number)): return Int32(exactly: number).map { .integer(Int64($0)) }
        case (.int, .number(let number)): return Int32(exactly: number).map { .integer(Int64($0)) }
        case (.float, .number(let number)) where !number.isFinite: return .none
        case (.enumeration(let names), .string(let name)) where !names.contains(name): return .none
        case (.float, .integer), (.float, .number), (.string, .string), (.id, .string), (.boolean, .bool),
            (.enumeration, .string):
            return value
        case (.id, .integer(let number)): return .string(String(number))
        case (.custom(let scalar), _):
            let result = try scalar?.serialize.map { try $0(value) } ?? value
            // JSON has no such number, and null would be a lie.
            if case .number(let number) = result, !number.isFinite { return .none }
            return result
        case (.int, _), (.float, _), (.string, _), (.boolean, _), (.id, _), (.enumeration, _): return .none
        }
    }

    /// Whether every value of the column is right as it lies there; `nil`: each must be looked at.
    func accepts(_ storage: LeafColumn.Storage) -> Bool? {
        switch (self, storage) {
        case (.int, .integers(let values)):
            values.allSatisfy { Int64(Int32(truncatingIfNeeded: $0)) == $0 } ? true : nil
        case (.int, .optionalIntegers(let values)):
            values.allSatisfy { $0.map { Int64(Int32(truncatingIfNeeded: $0)) == $0 } ?? true } ? true : nil
        case (.float, .numbers(let values)): values.allSatisfy(\.isFinite) ? true : nil
        case (.float, .optionalNumbers(let values)): values.allSatisfy { $0?.isFinite ?? true } ? true : nil
        case (.float, .integers), (.float, .optionalIntegers), (.string, .strings), (.string, .optionalStrings),
            (.id, .strings), (.id, .optionalStrings), (.boolean, .booleans), (.boolean, .optionalBooleans):
            true
        case (.enumeration(let names), .strings(let values)):
            values.allSatisfy { names.contains($0) } ? true : nil
        case (.enumeration(let names), .optionalStrings(let values)):
            values.allSatisfy { $0.map(names.contains) ?? true } ? true : nil
        case (.custom, .numbers(let values)) where !values.allSatisfy(\.isFinite): nil
        case (.custom, .optionalNumbers(let values)) where !values.allSatisfy({ $0?.isFinite ?? true }): nil
        case (.custom, .constant(.number(let value))) where !value.isFinite: nil
        case (.custom, .json(let values)) where values.contains(where: \.isInfinite): nil
        case (.custom(let scalar), .lists): scalar?.serialize == nil ? true : false
        case (.custom(let scalar), _): scalar?.serialize == nil ? true : nil
        case (_, .lists): false
        default: nil
        }
    }
}

extension JSONValue {
    fileprivate var isInfinite: Bool { if case .number(let number) = self { !number.isFinite } else { false } }
}
