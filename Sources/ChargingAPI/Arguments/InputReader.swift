import Charging
import GraphQL
import JSON

/// Reads the members of an input object, and says of the first one that will not do which it is and what would.
struct InputReader {
    /// The most ids that one member may list.
    static let maximumIDs = 500

    private let object: JSONObject

    init(_ object: JSONObject?) {
        self.object = object ?? [:]
    }

    /// The arguments of a field as they are.
    init(argumentsOf field: FieldRequest) {
        object = field.arguments
    }

    /// - Parameter length: the Unicode scalars allowed, as the database counts them.
    func text(_ name: String, length: ClosedRange<Int>) throws -> String? {
        guard let text = object[name]?.string else { return nil }
        let scalars = text.unicodeScalars
        guard length.contains(scalars.count) else {
            let most = length.upperBound
            guard length.lowerBound > 0 else {
                throw refusal(name, "has \(scalars.count) characters; up to \(most) are allowed.")
            }
            throw refusal(name, "has \(scalars.count) characters; \(length.lowerBound) to \(most) are allowed.")
        }
        guard !scalars.contains("\0") else { throw refusal(name, "contains U+0000.") }
        return text
    }

    /// A text that people and chargers read as a name: not empty, and without control characters.
    func name(_ name: String, upTo maximum: Int) throws -> String? {
        guard let text = try text(name, length: 1...maximum) else { return nil }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw refusal(name, "contains control characters.")
        }
        return text
    }

    /// A member that is an input object itself.
    func member(_ name: String) -> InputReader? { object[name]?.object.map(InputReader.init) }

    /// A member that is a list of input objects.
    func members(_ name: String) -> [InputReader] { (object[name]?.array ?? []).map { InputReader($0.object) } }

    /// Whether the member was written down, be it as null.
    func isGiven(_ name: String) -> Bool { object[name] != nil }

    /// A member that is a list, as it is.
    func array(_ name: String) -> [JSONValue]? { object[name]?.array }

    func number(_ name: String) -> Double? { object[name]?.number }

    /// Distinct, in the order given.
    func names(_ name: String, upTo maximum: Int) throws -> [String]? {
        guard let values = object[name]?.array else { return nil }
        guard values.count <= Self.maximumIDs else {
            throw FieldError(
                "\(name) has \(values.count) texts; up to \(Self.maximumIDs) are allowed.", code: .limitExceeded,
                field: name)
        }
        var seen: Set<String> = []
        return try values.compactMap { value in
            let text = try InputReader([name: value]).required(
                name, try InputReader([name: value]).name(name, upTo: maximum))
            return seen.insert(text).inserted ? text : nil
        }
    }

    /// A part of a text, as filters take it.
    func searchText(_ name: String) throws -> String? { try text(name, length: 0...200) }

    func id(_ name: String, _ type: NodeType) throws -> Int64? {
        guard let text = object[name]?.string else { return nil }
        return try rawValue(text, type, name)
    }

    /// Distinct, in the order given.
    func ids(_ name: String, _ type: NodeType, upTo maximum: Int = maximumIDs) throws -> [Int64]? {
        guard let texts = object[name]?.array else { return nil }
        guard texts.count <= maximum else {
            var refusal = FieldError.limitExceeded(
                "ids of a list", value: texts.count, allowed: maximum,
                message: "\(name) has \(texts.count) ids; up to \(maximum) are allowed. Ask in several requests.")
            refusal.extensions["field"] = .string(name)
            throw refusal
        }
        var seen: Set<Int64> = []
        return try texts.compactMap { text in
            let id = try rawValue(text.string ?? "", type, name)
            return seen.insert(id).inserted ? id : nil
        }
    }

    /// A member that an update may leave out, and clears with null.
    func change<Value>(_ name: String, _ read: (InputReader, String) throws -> Value?) throws -> Change<Value?> {
        object[name] == nil ? .unchanged : .to(try read(self, name))
    }

    func boolean(_ name: String) -> Bool? { object[name]?.bool }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws -> Int? {
        guard let value = object[name]?.integer else { return nil }
        guard range.contains(value) else {
            throw refusal(name, "is \(value); \(range.lowerBound) to \(range.upperBound) is allowed.")
        }
        return Int(exactly: value)
    }

    func timestamp(_ name: String) throws -> Timestamp? {
        guard let text = object[name]?.string else { return nil }
        guard let timestamp = Timestamp(parsing: text) else { throw refusal(name, "is not a moment.") }
        return timestamp
    }

    /// Of an enum whose raw values are the schema's words; distinct, in the order given.
    func words<Value: RawRepresentable<String>>(_ name: String, as type: Value.Type) throws -> [Value]? {
        try object[name]?.array.map { words in
            var seen: Set<String> = []
            return try words.compactMap { word in
                guard let value = try InputReader([name: word]).word(name, as: type) else { return nil }
                return seen.insert(value.rawValue).inserted ? value : nil
            }
        }
    }

    /// A value of an enum whose raw values are the schema's words.
    func word<Value: RawRepresentable<String>>(_ name: String, as: Value.Type) throws -> Value? {
        guard let text = object[name]?.string else { return nil }
        guard let value = Value(rawValue: text) else { throw refusal(name, "is not one of the values allowed.") }
        return value
    }

    /// Distinct values of such an enum, in the order given.
    func words<Value: RawRepresentable<String> & Hashable>(_ name: String, as: Value.Type) throws -> [Value]? {
        guard let texts = object[name]?.array else { return nil }
        var seen: Set<Value> = []
        return try texts.compactMap { text in
            guard let value = text.string.flatMap(Value.init(rawValue:)) else {
                throw refusal(name, "has a value that is not allowed.")
            }
            return seen.insert(value).inserted ? value : nil
        }
    }

    /// - Throws: when a member that the schema requires is absent.
    func required<Value>(_ name: String, _ value: Value?) throws -> Value {
        guard let value else { throw refusal(name, "is missing.") }
        return value
    }

    func refusal(_ name: String, _ reason: String) -> FieldError {
        FieldError("\(name) \(reason)", code: .badUserInput, field: name)
    }

    private func rawValue(_ text: String, _ type: NodeType, _ name: String) throws -> Int64 {
        guard let id = GlobalID(text), id.type == type else {
            throw refusal(name, "is not the id of a \(type.rawValue).")
        }
        return id.rawValue
    }
}
