import JSON

/// A value before it is brought into the form that the engine wants.
indirect enum DeterministicValue: Sendable {
    case null
    case leaf(JSONValue)
    case object(type: String, key: UInt32)
    case list([DeterministicValue])
}

/// What a field answers: the whole definition, in the same order of decisions as `values.py`.
extension DeterministicWorld {
    static func hash(_ text: String) -> UInt32 {
        var value = ~UInt32(0)
        for byte in text.utf8 {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }

    func seed(parent: UInt32, type: String, field: String, arguments: String) -> UInt32 {
        Self.hash("\(parent)|\(type).\(field)|\(arguments)")
    }

    func isError(_ seed: UInt32) -> Bool { Self.hash("\(seed)!") % 1000 < trouble }

    func value(_ type: ValueType, seed: UInt32, arguments: String, isNullable: Bool = true) -> DeterministicValue {
        if case .nonNull(let inner) = type {
            return value(inner, seed: seed, arguments: arguments, isNullable: false)
        }
        if Self.hash("\(seed)?") % 1000 < (isNullable ? 100 : trouble / 2) { return .null }
        let number = seed / 7
        switch type {
        case .nonNull: return .null
        case .list(let element):
            return .list(
                (0..<number % 4).map { index in
                    value(element, seed: Self.hash("\(seed).\(index)"), arguments: arguments)
                })
        case .named(let name):
            if let possible = possibleTypes[name] {
                guard !possible.isEmpty else { return .null }
                return .object(type: possible[Int(number) % possible.count], key: seed % 61)
            }
            if isObject(name) { return .object(type: name, key: seed % 61) }
            return .leaf(leaf(name, seed: seed, number: number, arguments: arguments))
        }
    }

    private func leaf(_ type: String, seed: UInt32, number: UInt32, arguments: String) -> JSONValue {
        let isWrong = Self.hash("\(seed)~") % 1000 < trouble
        let whole = Int64(number)
        switch type {
        case "Int":
            if isWrong { return [JSONValue.integer(1 << 40), 1.5, "x", [], [:]][Int(number % 5)] }
            return number % 5 == 0 ? .number(Double(whole % 1000)) : .integer(whole % 4_000_000 - 2_000_000)
        case "Float":
            if isWrong { return ["x", [], [:]][Int(number % 3)] }
            return number % 3 == 0 ? .integer(whole) : .number(Double(whole % 10_000) / 8 - 500)
        case "String":
            if isWrong { return [[], [:]][Int(number % 2)] }
            return .string("s\(number % 1000) é\n\"\\😀\u{1} \(arguments)")
        case "Boolean": return isWrong ? "x" : .bool(number % 2 == 0)
        case "ID":
            if isWrong { return [1.5, []][Int(number % 2)] }
            return number % 2 == 0 ? .integer(whole) : .string("id\(number)")
        default: break
        }
        if let values = enums[type], !values.isEmpty {
            return isWrong ? ["NOPE", 7][Int(number % 2)] : .string(values[Int(number) % values.count])
        }
        return [
            .integer(whole), .number(Double(whole % 1000) / 4), "text", true, [1, nil, "a"],
            ["b": [.integer(whole)], "a": .string(arguments)],
        ][Int(number % 6)]
    }
}

extension JSONValue {
    /// One text for equal values: members sorted, numbers free of their spelling.
    var canonical: String {
        switch self {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .integer(let value): return "\(value)"
        case .number(let value):
            if let whole = Int64(exactly: value), abs(value) < 9e15 { return "\(whole)" }
            return "f" + String(value.bitPattern, radix: 16)
        case .string(let value): return "\"\(value)\""
        case .array(let items): return "[" + items.map(\.canonical).joined(separator: ",") + "]"
        case .object(let object):
            let members = object.members.sorted {
                $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
            }
            return "{" + members.map { "\($0.name):\($0.value.canonical)" }.joined(separator: ",") + "}"
        }
    }
}
