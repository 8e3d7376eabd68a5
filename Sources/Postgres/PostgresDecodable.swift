/// A Swift type that can be read from a cell in PostgreSQL's binary format.
public protocol PostgresDecodable: Sendable {
    /// Nil if the bytes of this type cannot be read as `Self` without loss.
    init?(postgres bytes: UnsafeRawBufferPointer, type: UInt32)
}

extension Int64: PostgresDecodable {
    public init?(postgres bytes: UnsafeRawBufferPointer, type: UInt32) {
        switch type {
        case PostgresType.int8:
            guard let value = Int64(bigEndian: bytes) else { return nil }
            self = value
        case PostgresType.int4:
            guard let value = Int32(bigEndian: bytes) else { return nil }
            self = Int64(value)
        case PostgresType.int2:
            guard let value = Int16(bigEndian: bytes) else { return nil }
            self = Int64(value)
        case PostgresType.oid:
            guard let value = UInt32(bigEndian: bytes) else { return nil }
            self = Int64(value)
        case PostgresType.numeric:
            guard let value = Numeric(bytes)?.integer else { return nil }
            self = value
        default: return nil
        }
    }
}

extension Int: PostgresDecodable {
    public init?(postgres bytes: UnsafeRawBufferPointer, type: UInt32) {
        guard let value = Int64(postgres: bytes, type: type) else { return nil }
        self.init(exactly: value)
    }
}

extension Int32: PostgresDecodable {
    public init?(postgres bytes: UnsafeRawBufferPointer, type: UInt32) {
        guard type == PostgresType.int4 || type == PostgresType.int2 else { return nil }
        guard let value = Int64(postgres: bytes, type: type) else { return nil }
        self.init(exactly: value)
    }
}

extension Double: PostgresDecodable {
    public init?(postgres bytes: UnsafeRawBufferPointer, type: UInt32) {
        switch type {
        case PostgresType.float8:
            guard let bits = UInt64(bigEndian: bytes) else { return nil }
            self.init(bitPattern: bits)
        case PostgresType.float4:
            guard let bits = UInt32(bigEndian: bytes) else { return nil }
            self.init(Float(bitPattern: bits))
        case PostgresType.numeric:
            guard let text = Numeric(bytes)?.description else { return nil }
            self.init(text)
        default:
            guard let value = Int64(postgres: bytes, type: type) else { return nil }
            self.init(value)
        }
    }
}

extension Bool: PostgresDecodable {
    public init?(postgres bytes: UnsafeRawBufferPointer, type: UInt32) {
        guard type == PostgresType.bool, let byte = bytes.first else { return nil }
        self = byte != 0
    }
}

extension String: PostgresDecodable {
    private static let textTypes: Set<UInt32> = [
        PostgresType.text, PostgresType.varchar, PostgresType.bpchar, PostgresType.name, PostgresType.char,
        PostgresType.unknown, PostgresType.json,
    ]

    public init?(postgres bytes: UnsafeRawBufferPointer, type: UInt32) {
        switch type {
        case PostgresType.text, PostgresType.varchar: self.init(decoding: bytes, as: UTF8.self)
        case PostgresType.jsonb:
            guard let json = PostgresJSON(postgres: bytes, type: type) else { return nil }
            self.init(decoding: json.bytes, as: UTF8.self)
        case PostgresType.uuid:
            guard let uuid = PostgresUUID(postgres: bytes, type: type) else { return nil }
            self = uuid.description
        case PostgresType.numeric:
            guard let numeric = Numeric(bytes) else { return nil }
            self = numeric.description
        default:
            // Enums and domains over text travel as their text; other user-defined types contain zero bytes.
            let isText = Self.textTypes.contains(type) || (type >= PostgresType.firstUserDefined && !bytes.contains(0))
            guard isText else { return nil }
            self.init(decoding: bytes, as: UTF8.self)
        }
    }
}

extension [UInt8]: PostgresDecodable {
    public init?(postgres bytes: UnsafeRawBufferPointer, type: UInt32) {
        guard type == PostgresType.bytea else { return nil }
        self = Array(bytes)
    }
}

extension PostgresTimestamp: PostgresDecodable {
    public init?(postgres bytes: UnsafeRawBufferPointer, type: UInt32) {
        guard type == PostgresType.timestamptz || type == PostgresType.timestamp else { return nil }
        guard let value = Int64(bigEndian: bytes) else { return nil }
        self.init(sinceYear2000: value)
    }
}

extension PostgresJSON: PostgresDecodable {
    public init?(postgres bytes: UnsafeRawBufferPointer, type: UInt32) {
        switch type {
        case PostgresType.json: self.init(bytes: Array(bytes))
        case PostgresType.jsonb:
            guard bytes.first == Self.version else { return nil }
            self.init(bytes: Array(bytes.dropFirst()))
        default: return nil
        }
    }
}

extension PostgresUUID: PostgresDecodable {
    public init?(postgres bytes: UnsafeRawBufferPointer, type: UInt32) {
        guard type == PostgresType.uuid, bytes.count == 16 else { return nil }
        guard let high = UInt64(bigEndian: UnsafeRawBufferPointer(rebasing: bytes[0..<8])),
            let low = UInt64(bigEndian: UnsafeRawBufferPointer(rebasing: bytes[8..<16]))
        else { return nil }
        self.init(high: high, low: low)
    }
}

extension FixedWidthInteger {
    /// Nil unless there are exactly as many bytes as the integer has.
    init?(bigEndian bytes: UnsafeRawBufferPointer) {
        guard bytes.count == MemoryLayout<Self>.size else { return nil }
        self.init(bigEndian: bytes.loadUnaligned(as: Self.self))
    }
}
