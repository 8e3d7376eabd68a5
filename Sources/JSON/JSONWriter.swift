/// Writes JSON text straight into bytes.
///
/// Commas are the writer's business, brackets and names the caller's: it writes exactly what it is told and does not
/// check that containers are closed. Strings come out escaped, a number that is not finite as `null`.
public struct JSONWriter: Sendable {
    @usableFromInline var storage: [UInt8] = []
    /// Whether the next value or name is preceded by another one in the same container.
    @usableFromInline var needsComma = false

    @inlinable
    public init(reserving capacity: Int = 256) {
        storage.reserveCapacity(capacity)
    }

    @inlinable public var bytes: [UInt8] { storage }
    @inlinable public var count: Int { storage.count }

    /// Room for that many bytes in all.
    @inlinable
    public mutating func reserveCapacity(_ capacity: Int) {
        storage.reserveCapacity(capacity)
    }

    /// Starts afresh and keeps the memory.
    @inlinable
    public mutating func removeAll() {
        storage.removeAll(keepingCapacity: true)
        needsComma = false
    }

    @inlinable public mutating func beginObject() { open(UInt8(ascii: "{")) }
    @inlinable public mutating func endObject() { close(UInt8(ascii: "}")) }
    @inlinable public mutating func beginArray() { open(UInt8(ascii: "[")) }
    @inlinable public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// A name that needs no escapes, as names in our code do not.
    @inlinable
    public mutating func name(_ name: StaticString) {
        separate()
        storage.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { storage.append(contentsOf: $0) }
        storage.append(UInt8(ascii: "\""))
        storage.append(UInt8(ascii: ":"))
    }

    /// A name that is known only at run time.
    @_disfavoredOverload
    public mutating func name(_ name: String) {
        separate()
        appendQuoted(name)
        storage.append(UInt8(ascii: ":"))
    }

    /// A name that was prepared once by ``encodedName(_:)``; the cheapest way for names that repeat in every row.
    @inlinable
    public mutating func rawName(_ encoded: [UInt8]) {
        separate()
        storage.append(contentsOf: encoded)
    }

    /// The bytes of a name with its quotes and its colon, for ``rawName(_:)``.
    public static func encodedName(_ name: String) -> [UInt8] {
        var writer = JSONWriter(reserving: name.utf8.count + 3)
        writer.name(name)
        return writer.storage
    }

    public mutating func string(_ value: String) {
        separate()
        appendQuoted(value)
        needsComma = true
    }

    /// Bytes that the caller knows to be UTF-8 (a column of the database, a view's text); they are escaped, not
    /// checked.
    public mutating func string(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        separate()
        appendQuoted(bytes)
        needsComma = true
    }

    @inlinable
    public mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    @inlinable
    public mutating func null() {
        literal("null")
    }

    public mutating func integer(_ value: Int64) {
        separate()
        appendDigits(of: value)
        needsComma = true
    }

    @inlinable
    public mutating func integer(_ value: Int) {
        integer(Int64(value))
    }

    /// The shortest text that reads back as the same double: `5`, `0.1`, `1e+300`.
    public mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        separate()
        appendDigits(of: value)
        needsComma = true
    }

    public mutating func timestamp(_ value: Timestamp) {
        separate()
        appendQuoted(value)
        needsComma = true
    }

    /// One whole value that is JSON text already.
    @inlinable
    public mutating func raw(_ value: [UInt8]) {
        separate()
        storage.append(contentsOf: value)
        needsComma = true
    }

    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .number(let value): number(value)
        case .string(let value): string(value)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let object):
            beginObject()
            for member in object.members {
                name(member.name)
                self.value(member.value)
            }
            endObject()
        }
    }

    @inlinable
    mutating func separate() {
        if needsComma { storage.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    @inlinable
    mutating func open(_ bracket: UInt8) {
        separate()
        storage.append(bracket)
    }

    @inlinable
    mutating func close(_ bracket: UInt8) {
        storage.append(bracket)
        needsComma = true
    }

    @inlinable
    mutating func literal(_ text: StaticString) {
        separate()
        text.withUTF8Buffer { storage.append(contentsOf: $0) }
        needsComma = true
    }
}
