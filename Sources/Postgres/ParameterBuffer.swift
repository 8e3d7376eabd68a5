/// The values of a statement, encoded one after the other in one buffer as libpq wants them.
struct ParameterBuffer: Sendable {
    struct Entry: Sendable {
        /// The declared type; 0 lets PostgreSQL infer it.
        var type: UInt32
        /// Where the placeholder stands in the statement's text, in UTF-8 bytes.
        var placeholder: Int
        var offset: Int
        /// -1 for NULL.
        var length: Int32
        var isBinary: Bool
    }

    /// What PostgreSQL's protocol can count.
    static let countLimit = 65_535
    static let valueSizeLimit = 64 << 20

    var entries: [Entry] = []
    /// Starts with a byte of nobody's, so that an empty value has an address too.
    var bytes: [UInt8] = []
    /// Why the statement cannot be sent; the first problem met.
    var problem: String?

    mutating func append<Value: PostgresScalar>(_ value: Value?, placeholder: Int) {
        if bytes.isEmpty { bytes.append(0) }
        let offset = bytes.count
        if let value {
            if let problem = value.encode(into: &bytes), self.problem == nil { self.problem = problem }
        }
        // libpq reads values in text format as C strings, without regard to their length.
        if !Value.isBinary { bytes.append(0) }
        let length = bytes.count - offset - (Value.isBinary ? 0 : 1)
        if length > Self.valueSizeLimit { problem = problem ?? "a value is longer than 64 MiB" }
        append(
            Entry(
                type: Value.isBinary ? Value.type : 0, placeholder: placeholder, offset: offset,
                length: value == nil ? -1 : Int32(clamping: length), isBinary: Value.isBinary))
    }

    mutating func append<Value: PostgresScalar>(array values: [Value], placeholder: Int) {
        append(array: values.count, of: Value.self, hasNulls: false, placeholder: placeholder) { bytes in
            Value.encode(elements: values, into: &bytes)
        }
    }

    mutating func append<Value: PostgresScalar>(array values: [Value?], placeholder: Int) {
        append(array: values.count, of: Value.self, hasNulls: true, placeholder: placeholder) { bytes in
            Value.encode(elements: values, into: &bytes)
        }
    }

    mutating func append(_ entry: Entry, of other: ParameterBuffer, placeholder: Int) {
        var entry = entry
        let range = entry.offset..<(entry.offset + max(0, Int(entry.length)) + (entry.isBinary ? 0 : 1))
        if bytes.isEmpty { bytes.append(0) }
        entry.placeholder = placeholder
        entry.offset = bytes.count
        bytes += other.bytes[range]
        append(entry)
    }

    private mutating func append(_ entry: Entry) {
        entries.append(entry)
        if entries.count > Self.countLimit { problem = problem ?? "more than \(Self.countLimit) values" }
    }

    /// One-dimensional array in binary format: dimensions, NULL flag, element type, length, lower bound, elements.
    private mutating func append<Value: PostgresScalar>(
        array count: Int, of: Value.Type, hasNulls: Bool, placeholder: Int,
        elements: (inout [UInt8]) -> String?
    ) {
        if bytes.isEmpty { bytes.append(0) }
        let offset = bytes.count
        bytes.append(bigEndian: Int32(count == 0 ? 0 : 1))
        bytes.append(bigEndian: Int32(hasNulls ? 1 : 0))
        bytes.append(bigEndian: Value.type)
        if count > 0 {
            bytes.append(bigEndian: Int32(clamping: count))
            bytes.append(bigEndian: Int32(1))
            if let problem = elements(&bytes), self.problem == nil { self.problem = problem }
        }
        let length = bytes.count - offset
        if length > Self.valueSizeLimit { problem = problem ?? "an array is longer than 64 MiB" }
        append(
            Entry(
                type: Value.arrayType, placeholder: placeholder, offset: offset, length: Int32(clamping: length),
                isBinary: true))
    }
}

extension [UInt8] {
    mutating func append<Integer: FixedWidthInteger>(bigEndian value: Integer) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}
