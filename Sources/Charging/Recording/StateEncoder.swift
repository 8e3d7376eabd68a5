/// Writes plain values as JSON straight into bytes, members in the order of their declaration.
///
/// A state is recorded with every connection and, while much is said, all the time; Foundation's encoder builds a tree of
/// each first, which takes several times as long. What it reads back with is `JSONDecoder`, and NaN and the infinities are the
/// texts `nan`, `inf` and `-inf`.
struct StateEncoder {
    /// Nil where a value encodes itself in a way that cannot be written as it comes: no type of ours does.
    static func bytes(of value: some Encodable) -> [UInt8]? {
        let output = Output()
        do {
            try output.write(value)
        } catch {
            return nil
        }
        return output.isSupported ? output.bytes : nil
    }
}

private final class Output {
    var bytes: [UInt8] = []
    var isSupported = true
    /// Of what is open, the innermost last.
    private var ends: [UInt8] = []

    init() { bytes.reserveCapacity(4_096) }

    func write(_ value: some Encodable) throws {
        let start = bytes.count, level = ends.count
        try value.encode(to: ValueEncoder(output: self, level: level))
        while ends.count > level { bytes.append(ends.removeLast()) }
        if bytes.count == start { append("{}") }
    }

    func open(_ begin: UInt8, _ end: UInt8, at level: Int) {
        expect(level)
        ends.append(end)
        bytes.append(begin)
    }

    func separate(after begin: UInt8, at level: Int) {
        expect(level)
        if bytes.last != begin { bytes.append(UInt8(ascii: ",")) }
    }

    /// A value may not go back to what it wrote before: what is behind it would be inside of it.
    private func expect(_ level: Int) {
        if ends.count != level { isSupported = false }
    }

    func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    func append(number: some BinaryInteger) { bytes.append(contentsOf: String(number).utf8) }
    func append(_ flag: Bool) { flag ? append("true") : append("false") }

    func append(number: Double) {
        guard number.isFinite else { return append(text: number.isNaN ? "nan" : number < 0 ? "-inf" : "inf") }
        bytes.append(contentsOf: number.description.utf8)
    }

    func append(text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                append("\\u00")
                bytes.append(Self.digit(byte >> 4))
                bytes.append(Self.digit(byte & 15))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}

private struct ValueEncoder: Encoder {
    let output: Output
    /// How much is open around the value.
    let level: Int
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        output.open(UInt8(ascii: "{"), UInt8(ascii: "}"), at: level)
        return KeyedEncodingContainer(Members(output: output, level: level + 1))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        output.open(UInt8(ascii: "["), UInt8(ascii: "]"), at: level)
        return Elements(output: output, level: level + 1)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(output: output) }
}

/// What all three containers write.
private protocol ValueContainer {
    var output: Output { get }
}

extension ValueContainer {
    var codingPath: [any CodingKey] { [] }

    func unsupported() -> ValueEncoder {
        output.isSupported = false
        return ValueEncoder(output: Output(), level: 0)
    }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol, ValueContainer {
    let output: Output
    let level: Int

    private func name(_ key: Key) {
        output.separate(after: UInt8(ascii: "{"), at: level)
        output.append(text: key.stringValue)
        output.bytes.append(UInt8(ascii: ":"))
    }

    private func member(_ key: Key, _ write: (Output) -> Void) {
        name(key)
        write(output)
    }

    func encodeNil(forKey key: Key) { member(key) { $0.append("null") } }
    func encode(_ value: Bool, forKey key: Key) { member(key) { $0.append(value) } }
    func encode(_ value: String, forKey key: Key) { member(key) { $0.append(text: value) } }
    func encode(_ value: Double, forKey key: Key) { member(key) { $0.append(number: value) } }
    func encode(_ value: Float, forKey key: Key) { member(key) { $0.append(number: Double(value)) } }
    func encode(_ value: Int, forKey key: Key) { member(key) { $0.append(number: value) } }
    func encode(_ value: Int8, forKey key: Key) { member(key) { $0.append(number: value) } }
    func encode(_ value: Int16, forKey key: Key) { member(key) { $0.append(number: value) } }
    func encode(_ value: Int32, forKey key: Key) { member(key) { $0.append(number: value) } }
    func encode(_ value: Int64, forKey key: Key) { member(key) { $0.append(number: value) } }
    func encode(_ value: UInt, forKey key: Key) { member(key) { $0.append(number: value) } }
    func encode(_ value: UInt8, forKey key: Key) { member(key) { $0.append(number: value) } }
    func encode(_ value: UInt16, forKey key: Key) { member(key) { $0.append(number: value) } }
    func encode(_ value: UInt32, forKey key: Key) { member(key) { $0.append(number: value) } }
    func encode(_ value: UInt64, forKey key: Key) { member(key) { $0.append(number: value) } }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        name(key)
        try output.write(value)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        name(key)
        return ValueEncoder(output: output, level: level).container(keyedBy: Nested.self)
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        name(key)
        return ValueEncoder(output: output, level: level).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { unsupported() }
    func superEncoder(forKey key: Key) -> any Encoder { unsupported() }
}

private struct Elements: UnkeyedEncodingContainer, ValueContainer {
    let output: Output
    let level: Int
    private(set) var count = 0

    init(output: Output, level: Int) {
        self.output = output
        self.level = level
    }

    private mutating func next() {
        output.separate(after: UInt8(ascii: "["), at: level)
        count += 1
    }

    private mutating func element(_ write: (Output) -> Void) {
        next()
        write(output)
    }

    mutating func encodeNil() { element { $0.append("null") } }
    mutating func encode(_ value: Bool) { element { $0.append(value) } }
    mutating func encode(_ value: String) { element { $0.append(text: value) } }
    mutating func encode(_ value: Double) { element { $0.append(number: value) } }
    mutating func encode(_ value: Float) { element { $0.append(number: Double(value)) } }
    mutating func encode(_ value: Int) { element { $0.append(number: value) } }
    mutating func encode(_ value: Int8) { element { $0.append(number: value) } }
    mutating func encode(_ value: Int16) { element { $0.append(number: value) } }
    mutating func encode(_ value: Int32) { element { $0.append(number: value) } }
    mutating func encode(_ value: Int64) { element { $0.append(number: value) } }
    mutating func encode(_ value: UInt) { element { $0.append(number: value) } }
    mutating func encode(_ value: UInt8) { element { $0.append(number: value) } }
    mutating func encode(_ value: UInt16) { element { $0.append(number: value) } }
    mutating func encode(_ value: UInt32) { element { $0.append(number: value) } }
    mutating func encode(_ value: UInt64) { element { $0.append(number: value) } }

    mutating func encode(_ value: some Encodable) throws {
        next()
        try output.write(value)
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type) -> KeyedEncodingContainer<Nested> {
        next()
        return ValueEncoder(output: output, level: level).container(keyedBy: Nested.self)
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        next()
        return ValueEncoder(output: output, level: level).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { unsupported() }
}

private struct Single: SingleValueEncodingContainer, ValueContainer {
    let output: Output

    func encodeNil() { output.append("null") }
    func encode(_ value: Bool) { output.append(value) }
    func encode(_ value: String) { output.append(text: value) }
    func encode(_ value: Double) { output.append(number: value) }
    func encode(_ value: Float) { output.append(number: Double(value)) }
    func encode(_ value: Int) { output.append(number: value) }
    func encode(_ value: Int8) { output.append(number: value) }
    func encode(_ value: Int16) { output.append(number: value) }
    func encode(_ value: Int32) { output.append(number: value) }
    func encode(_ value: Int64) { output.append(number: value) }
    func encode(_ value: UInt) { output.append(number: value) }
    func encode(_ value: UInt8) { output.append(number: value) }
    func encode(_ value: UInt16) { output.append(number: value) }
    func encode(_ value: UInt32) { output.append(number: value) }
    func encode(_ value: UInt64) { output.append(number: value) }
    func encode(_ value: some Encodable) throws { try output.write(value) }
}
