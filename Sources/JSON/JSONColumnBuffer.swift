/// The JSON texts of whole columns of values, for a writer that will put each into its place.
///
/// A column is encoded in one loop over its values, which costs a fraction of asking for one value at a time. Each text
/// begins with what its column puts in front of every value: a comma and a name.
package struct JSONColumnBuffer: ~Copyable {
    private var bytes: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    package private(set) var count = 0
    /// Where the texts end; the first of a column is where its first text begins.
    package private(set) var offsets: [Int] = []

    package init(reserving capacity: Int, texts: Int) {
        offsets.reserveCapacity(texts)
        self.capacity = max(64, capacity)
        bytes = .allocate(capacity: self.capacity)
    }

    deinit { bytes.deallocate() }

    /// The texts; valid inside the closure.
    package borrowing func withBytes<Result>(_ body: (UnsafePointer<UInt8>) throws -> Result) rethrows -> Result {
        try body(UnsafePointer(bytes))
    }

    private mutating func makeRoom(for more: Int) {
        guard count + more > capacity else { return }
        let larger = max(count + more, capacity * 2)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: bytes, count: count)
        bytes.deallocate()
        bytes = moved
        capacity = larger
    }

    /// Puts one text down, which does not belong to a column.
    package mutating func append(_ text: [UInt8]) -> Range<Int> {
        makeRoom(for: text.count)
        let start = count
        put(text)
        return start..<count
    }

    @inline(__always)
    private mutating func put(_ text: [UInt8]) {
        text.withUnsafeBufferPointer { text in
            guard let start = text.baseAddress else { return }
            (bytes + count).update(from: start, count: text.count)
        }
        count += text.count
    }

    // MARK: Columns

    // Each returns the place in ``offsets`` at which its own begin.

    package mutating func append(_ values: [String], after prefix: [UInt8]) -> Int {
        appendEach(of: values, prefix, room: { JSONText.longestString($0.utf8.count) }, Self.write)
    }

    package mutating func append(_ values: [String?], after prefix: [UInt8]) -> Int {
        appendEach(of: values, prefix, room: { JSONText.longestString($0?.utf8.count ?? 4) }) { value, output in
            if let value { Self.write(value, output) } else { Self.writeNull(output) }
        }
    }

    package mutating func append(_ values: [Int64], after prefix: [UInt8]) -> Int {
        appendScalars(values, prefix) { JSONText.write($0, to: $1) }
    }

    package mutating func append(_ values: [Int64?], after prefix: [UInt8]) -> Int {
        appendScalars(values, prefix) { value, output in
            if let value { JSONText.write(value, to: output) } else { Self.writeNull(output) }
        }
    }

    package mutating func append(_ values: [Double], after prefix: [UInt8]) -> Int {
        appendScalars(values, prefix) { JSONText.write($0, to: $1) }
    }

    package mutating func append(_ values: [Double?], after prefix: [UInt8]) -> Int {
        appendScalars(values, prefix) { value, output in
            if let value { JSONText.write(value, to: output) } else { Self.writeNull(output) }
        }
    }

    package mutating func append(_ values: [Bool], after prefix: [UInt8]) -> Int {
        appendScalars(values, prefix, Self.write)
    }

    package mutating func append(_ values: [Bool?], after prefix: [UInt8]) -> Int {
        appendScalars(values, prefix) { value, output in
            if let value { Self.write(value, output) } else { Self.writeNull(output) }
        }
    }

    package mutating func append(_ values: [Timestamp], after prefix: [UInt8]) -> Int {
        appendScalars(values, prefix) { JSONText.writeQuoted($0, to: $1) }
    }

    package mutating func append(_ values: [Timestamp?], after prefix: [UInt8]) -> Int {
        appendScalars(values, prefix) { value, output in
            if let value { JSONText.writeQuoted(value, to: output) } else { Self.writeNull(output) }
        }
    }

    /// Values of which each is written in its own way; `write` starts with an empty writer.
    package mutating func append(
        count: Int, after prefix: [UInt8], _ write: (_ index: Int, _ writer: inout JSONWriter) -> Void
    ) -> Int {
        var writer = JSONWriter()
        let first = offsets.count
        offsets.append(self.count)
        for index in 0..<count {
            writer.removeAll()
            write(index, &writer)
            makeRoom(for: prefix.count + writer.count)
            put(prefix)
            put(writer.bytes)
            offsets.append(self.count)
        }
        return first
    }

    @inline(__always)
    private mutating func appendScalars<Value>(
        _ values: [Value], _ prefix: [UInt8], _ write: (Value, UnsafeMutablePointer<UInt8>) -> Int
    ) -> Int {
        appendEach(of: values, prefix, room: { _ in JSONText.longestScalar }, write)
    }

    @inline(__always)
    private mutating func appendEach<Value>(
        of values: [Value], _ prefix: [UInt8], room: (Value) -> Int,
        _ write: (Value, UnsafeMutablePointer<UInt8>) -> Int
    ) -> Int {
        let first = offsets.count
        offsets.append(count)
        values.withUnsafeBufferPointer { values in
            for index in values.indices {
                makeRoom(for: prefix.count + room(values[index]))
                put(prefix)
                count += write(values[index], bytes + count)
                offsets.append(count)
            }
        }
        return first
    }

    // MARK: Values

    @inline(__always)
    private static func write(_ value: String, _ output: UnsafeMutablePointer<UInt8>) -> Int {
        let written = value.utf8.withContiguousStorageIfAvailable { JSONText.writeQuoted($0, to: output) }
        if let written { return written }
        var copy = value
        return copy.withUTF8 { JSONText.writeQuoted($0, to: output) }
    }

    @inline(__always)
    private static func write(_ value: Bool, _ output: UnsafeMutablePointer<UInt8>) -> Int {
        value ? write("true", to: output) : write("false", to: output)
    }

    @inline(__always)
    private static func writeNull(_ output: UnsafeMutablePointer<UInt8>) -> Int { write("null", to: output) }

    @inline(__always)
    private static func write(_ literal: StaticString, to output: UnsafeMutablePointer<UInt8>) -> Int {
        output.update(from: literal.utf8Start, count: literal.utf8CodeUnitCount)
        return literal.utf8CodeUnitCount
    }
}
