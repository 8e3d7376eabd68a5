extension JSONWriter {
    mutating func appendQuoted(_ value: String) {
        var value = value
        value.withUTF8 { appendQuoted($0) }
    }

    /// Copies whole stretches between the bytes that JSON does not allow in a string.
    mutating func appendQuoted(_ bytes: UnsafeBufferPointer<UInt8>) {
        storage.append(UInt8(ascii: "\""))
        var start = 0
        var position = Self.lengthOfCleanWords(bytes)
        while position < bytes.count {
            let byte = bytes[position]
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                position += 1
                continue
            }
            storage.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
            append(upTo: JSONText.longestScalar) { JSONText.writeEscape(for: byte, to: $0) }
            position += 1
            start = position
        }
        storage.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
        storage.append(UInt8(ascii: "\""))
    }

    /// How many bytes from the start, in steps of eight, hold nothing to escape.
    private static func lengthOfCleanWords(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var position = 0
        while position + 8 <= raw.count,
            !JSONText.needsEscape(raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        {
            position += 8
        }
        return position
    }

    mutating func appendDigits(of value: Int64) {
        append(upTo: JSONText.longestScalar) { JSONText.write(value, to: $0) }
    }

    mutating func appendDigits(of value: Double) {
        append(upTo: JSONText.longestScalar) { JSONText.write(value, to: $0) }
    }

    mutating func appendQuoted(_ time: Timestamp) {
        append(upTo: Timestamp.longestText + 2) { JSONText.writeQuoted(time, to: $0) }
    }

    /// Appends what `write` puts into memory for so many bytes.
    private mutating func append(upTo count: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { bytes in
            guard let start = bytes.baseAddress else { return }
            storage.append(contentsOf: UnsafeBufferPointer(start: start, count: write(start)))
        }
    }
}
