import JSON

/// The types of a schema as far as values are made of them, and how often something goes wrong.
///
/// The values are a function of parent, field and arguments, and the other side computes the same: both sides hash the
/// same text with CRC-32 and read their decisions from the remainders.
struct DeterministicWorld: Sendable {
    /// Type of the subscription root, if there is one; its fields are streams.
    var subscription: String?
    var mutation: String?
    var query: String
    /// Object types with their fields.
    var objects: [(name: String, fields: [(name: String, type: ValueType)])] = []
    /// Object types of each interface and union.
    var possibleTypes: [String: [String]] = [:]
    var enums: [String: [String]] = [:]
    /// Of a thousand values, how many are wrong, missing where they must not be, or an error.
    var trouble: UInt32

    init(_ value: JSONValue) throws {
        query = value["query"]?.string ?? "Query"
        mutation = value["mutation"]?.string
        subscription = value["subscription"]?.string
        trouble = UInt32(clamping: value["trouble"]?.integer ?? 0)
        let names = { (value: JSONValue) in (value.array ?? []).compactMap(\.string) }
        for member in value["possibleTypes"]?.object?.members ?? [] { possibleTypes[member.name] = names(member.value) }
        for member in value["enums"]?.object?.members ?? [] { enums[member.name] = names(member.value) }
        objects = (value["objects"]?.object?.members ?? []).map { object in
            let fields = (object.value.object?.members ?? []).map { field in
                (name: field.name, type: ValueType(field.value.string ?? ""))
            }
            return (name: object.name, fields: fields)
        }
    }

    func isObject(_ name: String) -> Bool { objects.contains { $0.name == name } }
}

/// A type as the schema writes it: `[[Int!]]`.
indirect enum ValueType: Sendable {
    case named(String)
    case list(ValueType)
    case nonNull(ValueType)

    init(_ text: String) {
        if text.hasSuffix("!") {
            self = .nonNull(ValueType(String(text.dropLast())))
        } else if text.hasPrefix("[") {
            self = .list(ValueType(String(text.dropFirst().dropLast())))
        } else {
            self = .named(text)
        }
    }

    var name: String {
        switch self {
        case .named(let name): name
        case .list(let inner), .nonNull(let inner): inner.name
        }
    }

    /// How many lists are around each other.
    var depth: Int {
        switch self {
        case .named: 0
        case .list(let inner): inner.depth + 1
        case .nonNull(let inner): inner.depth
        }
    }
}
