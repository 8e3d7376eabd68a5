/// A JSON value that owns its contents.
///
/// Numbers without fraction and exponent that fit into `Int64` are `.integer`, all others `.number`.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue {
    public init(
        parsing bytes: UnsafeRawBufferPointer, maximumDepth: Int = 64,
        maximumSize: Int = JSONParser.defaultMaximumSize
    ) throws(JSONError) {
        self = try JSONParser.withResult(of: bytes, maximumDepth: maximumDepth, maximumSize: maximumSize) {
            (result) throws(JSONError) in try result.get().value
        }
    }

    public init(
        parsing bytes: [UInt8], maximumDepth: Int = 64, maximumSize: Int = JSONParser.defaultMaximumSize
    ) throws(JSONError) {
        let parsed = bytes.withUnsafeBytes { bytes in
            Result { () throws(JSONError) in
                try JSONValue(parsing: bytes, maximumDepth: maximumDepth, maximumSize: maximumSize)
            }
        }
        self = try parsed.get()
    }

    public init(
        parsing text: String, maximumDepth: Int = 64, maximumSize: Int = JSONParser.defaultMaximumSize
    ) throws(JSONError) {
        try self.init(parsing: Array(text.utf8), maximumDepth: maximumDepth, maximumSize: maximumSize)
    }

    public func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }
}

extension JSONValue {
    /// The member of that name; nil where there is none or this is not an object.
    public subscript(_ name: String) -> JSONValue? { object?[name] }

    /// The element at that position; nil where there is none or this is not an array.
    public subscript(_ index: Int) -> JSONValue? {
        guard case .array(let values) = self, values.indices.contains(index) else { return nil }
        return values[index]
    }

    public var isNull: Bool { self == .null }

    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// A whole number that fits into `Int64`, also where it was written `5.0`.
    public var integer: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        case .null, .bool, .string, .array, .object: nil
        }
    }

    /// Any number, integers included.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .null, .bool, .string, .array, .object: nil
        }
    }

    public var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    public var array: [JSONValue]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    public var object: JSONObject? {
        guard case .object(let members) = self else { return nil }
        return members
    }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    public init(nilLiteral: ()) { self = .null }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        var object = JSONObject(reserving: elements.count)
        for (name, value) in elements { object.appendIfAbsent(name, value) }
        self = .object(object)
    }
}

extension JSONValue: CustomStringConvertible {
    public var description: String { String(decoding: encoded(), as: UTF8.self) }
}
