/// One value of a parsed text, read in place.
///
/// Valid only inside the closure of ``JSONParser/withView(of:maximumDepth:maximumSize:_:)`` that handed it out.
/// Where an object names a member twice, the first one counts, here and in ``JSONValue``.
///
/// Behind it lies simdjson's tape: 64-bit words whose top byte says what they are and whose other 56 bits say where the
/// text of a string is, or behind which word a container ends. Numbers take a second word.
public struct JSONView {
    public enum Kind: Sendable, Hashable { case null, bool, integer, number, string, array, object }

    @usableFromInline let tape: UnsafePointer<UInt64>
    @usableFromInline let strings: UnsafePointer<UInt8>
    @usableFromInline let index: Int

    @inlinable
    init(tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, index: Int) {
        self.tape = tape
        self.strings = strings
        self.index = index
    }

    /// An integer beyond `Int64` is a `.number`.
    public var kind: Kind {
        switch tag {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "l"): .integer
        case UInt8(ascii: "u"), UInt8(ascii: "d"): .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
        default: .null
        }
    }

    @inlinable public var isNull: Bool { tag == UInt8(ascii: "n") }
    @inlinable public var isObject: Bool { tag == UInt8(ascii: "{") }
    @inlinable public var isArray: Bool { tag == UInt8(ascii: "[") }

    /// Nil for everything but `true` and `false`.
    @inlinable
    public func bool() -> Bool? {
        switch tag {
        case UInt8(ascii: "t"): true
        case UInt8(ascii: "f"): false
        default: nil
        }
    }

    /// A whole number that fits into `Int64`, also where it was written `5.0` or `5e0`; nil for everything else.
    /// ``kind`` tells which it was.
    public func integer() -> Int64? {
        switch tag {
        case UInt8(ascii: "l"): Int64(bitPattern: tape[index + 1])
        case UInt8(ascii: "d"): Int64(exactly: Double(bitPattern: tape[index + 1]))
        default: nil
        }
    }

    /// Any number, integers included; always finite.
    public func number() -> Double? {
        switch tag {
        case UInt8(ascii: "d"): Double(bitPattern: tape[index + 1])
        case UInt8(ascii: "l"): Double(Int64(bitPattern: tape[index + 1]))
        case UInt8(ascii: "u"): Double(tape[index + 1])
        default: nil
        }
    }

    /// A string with its escapes resolved; it may contain U+0000.
    public func string() -> String? {
        guard let utf8 else { return nil }
        return String(decoding: utf8, as: UTF8.self)
    }

    /// The bytes of a string with its escapes resolved: valid UTF-8, and valid as long as the view.
    @inlinable
    public var utf8: UnsafeBufferPointer<UInt8>? {
        guard tag == UInt8(ascii: "\"") else { return nil }
        let start = strings + payload
        let count = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return UnsafeBufferPointer(start: start + 4, count: Int(count))
    }

    /// Elements of an array, members of an object (a name that occurs twice counts twice), otherwise 0.
    public var count: Int {
        guard isArray || isObject else { return 0 }
        let counted = payload >> 32
        guard counted == 0xFF_FFFF else { return counted }
        return isArray ? elements.reduce(0) { count, _ in count + 1 } : members.reduce(0) { count, _ in count + 1 }
    }

    /// A copy that may leave the closure.
    public var value: JSONValue {
        switch kind {
        case .null: return .null
        case .bool: return .bool(tag == UInt8(ascii: "t"))
        case .integer: return .integer(Int64(bitPattern: tape[index + 1]))
        case .number: return .number(number() ?? 0)
        case .string: return .string(string() ?? "")
        case .array:
            var values: [JSONValue] = []
            values.reserveCapacity(payload >> 32)
            for element in elements { values.append(element.value) }
            return .array(values)
        case .object:
            var object = JSONObject(reserving: payload >> 32)
            for member in members { object.appendIfAbsent(member.name, member.value.value) }
            return .object(object)
        }
    }

    @inlinable var tag: UInt8 { UInt8(truncatingIfNeeded: tape[index] >> 56) }

    @inlinable var payload: Int { Int(tape[index] & 0x00FF_FFFF_FFFF_FFFF) }

    /// The index of the word behind this value.
    @inlinable var indexAfter: Int {
        switch tag {
        case UInt8(ascii: "{"), UInt8(ascii: "["): payload & 0xFFFF_FFFF
        case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): index + 2
        default: index + 1
        }
    }

    @inlinable
    func at(_ index: Int) -> JSONView {
        JSONView(tape: tape, strings: strings, index: index)
    }
}
