/// A Swift type that can be bound to a statement, alone or in an array.
public protocol PostgresScalar: Sendable {
    /// The type's object id in PostgreSQL, declared when the statement is prepared.
    static var type: UInt32 { get }
    /// The object id of the array type.
    static var arrayType: UInt32 { get }
    /// Whether a scalar travels in binary format with its type declared; elements of arrays always do.
    static var isBinary: Bool { get }
    /// Writes the binary form; returns why it cannot be sent, if so.
    func encode(into bytes: inout [UInt8]) -> String?
    /// Writes the elements of an array; a requirement, so that each type has its own fast copy of the loop.
    static func encode(elements: [Self], into bytes: inout [UInt8]) -> String?
    static func encode(elements: [Self?], into bytes: inout [UInt8]) -> String?
}

extension PostgresScalar {
    public static var isBinary: Bool { true }

    public static func encode(elements: [Self], into bytes: inout [UInt8]) -> String? {
        var problem: String?
        for element in elements {
            if let found = element.encode(asElementInto: &bytes) { problem = problem ?? found }
        }
        return problem
    }

    public static func encode(elements: [Self?], into bytes: inout [UInt8]) -> String? {
        var problem: String?
        for element in elements {
            guard let element else {
                bytes.append(bigEndian: Int32(-1))
                continue
            }
            if let found = element.encode(asElementInto: &bytes) { problem = problem ?? found }
        }
        return problem
    }

    /// The length comes first and is known last.
    private func encode(asElementInto bytes: inout [UInt8]) -> String? {
        let start = bytes.count
        bytes.append(bigEndian: Int32(0))
        let problem = encode(into: &bytes)
        let length = UInt32(clamping: bytes.count - start - 4)
        bytes[start] = UInt8(truncatingIfNeeded: length >> 24)
        bytes[start + 1] = UInt8(truncatingIfNeeded: length >> 16)
        bytes[start + 2] = UInt8(truncatingIfNeeded: length >> 8)
        bytes[start + 3] = UInt8(truncatingIfNeeded: length)
        return problem
    }
}

extension PostgresScalar where Self: FixedWidthInteger {
    public func encode(into bytes: inout [UInt8]) -> String? {
        bytes.append(bigEndian: self)
        return nil
    }
}

extension Int16: PostgresScalar {
    public static var type: UInt32 { PostgresType.int2 }
    public static var arrayType: UInt32 { PostgresType.int2Array }
}

extension Int32: PostgresScalar {
    public static var type: UInt32 { PostgresType.int4 }
    public static var arrayType: UInt32 { PostgresType.int4Array }
}

extension Int64: PostgresScalar {
    public static var type: UInt32 { PostgresType.int8 }
    public static var arrayType: UInt32 { PostgresType.int8Array }
}

extension Int: PostgresScalar {
    public static var type: UInt32 { PostgresType.int8 }
    public static var arrayType: UInt32 { PostgresType.int8Array }
}

extension Double: PostgresScalar {
    public static var type: UInt32 { PostgresType.float8 }
    public static var arrayType: UInt32 { PostgresType.float8Array }

    public func encode(into bytes: inout [UInt8]) -> String? {
        bytes.append(bigEndian: bitPattern)
        return nil
    }
}

extension Bool: PostgresScalar {
    public static var type: UInt32 { PostgresType.bool }
    public static var arrayType: UInt32 { PostgresType.boolArray }

    public func encode(into bytes: inout [UInt8]) -> String? {
        bytes.append(self ? 1 : 0)
        return nil
    }
}

extension String: PostgresScalar {
    public static var type: UInt32 { PostgresType.text }
    public static var arrayType: UInt32 { PostgresType.textArray }
    public static var isBinary: Bool { false }

    public func encode(into bytes: inout [UInt8]) -> String? {
        let start = bytes.count
        bytes.append(contentsOf: utf8)
        return bytes[start...].contains(0) ? "a text contains U+0000, which PostgreSQL cannot store" : nil
    }
}

extension [UInt8]: PostgresScalar {
    public static var type: UInt32 { PostgresType.bytea }
    public static var arrayType: UInt32 { PostgresType.byteaArray }

    public func encode(into bytes: inout [UInt8]) -> String? {
        bytes.append(contentsOf: self)
        return nil
    }
}
