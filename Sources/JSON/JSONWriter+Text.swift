extension JSONWriter {
    mutating func appendQuoted(_ value: String) {
        var value = value
        storage.append(UInt8(ascii: "\""))
        value.withUTF8 { appendEscaped($0) }
        storage.append(UInt8(ascii: "\""))
    }

    /// Copies whole stretches between the bytes that JSON does not allow in a string.
    mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var position = Self.lengthOfCleanWords(bytes)
        while position < bytes.count {
            let byte = bytes[position]
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                position += 1
                continue
            }
            storage.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
            appendEscape(for: byte)
            position += 1
            start = position
        }
        storage.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }

    /// How many bytes from the start, in steps of eight, hold nothing to escape.
    private static func lengthOfCleanWords(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let raw = UnsafeRawBufferPointer(bytes)
        var position = 0
        while position + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            let controls = (word &- ones &* 0x20) & ~word
            let found = (controls | ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)) & tops
            guard found == 0 else { break }
            position += 8
        }
        return position
    }

    private mutating func appendEscape(for byte: UInt8) {
        storage.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): storage.append(byte)
        case 0x08: storage.append(UInt8(ascii: "b"))
        case 0x09: storage.append(UInt8(ascii: "t"))
        case 0x0A: storage.append(UInt8(ascii: "n"))
        case 0x0C: storage.append(UInt8(ascii: "f"))
        case 0x0D: storage.append(UInt8(ascii: "r"))
        default:
            storage.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
            storage.append(Self.hexadecimalDigit(byte >> 4))
            storage.append(Self.hexadecimalDigit(byte & 15))
        }
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    mutating func appendDigits(of value: Int64) {
        if value < 0 { storage.append(UInt8(ascii: "-")) }
        appendDigits(of: value.magnitude)
    }

    mutating func appendDigits(of value: UInt64) {
        guard value > 9 else { return storage.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = value
            var start = digits.count
            while rest > 0 {
                start -= 1
                digits.initializeElement(at: start, to: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
                rest /= 10
            }
            storage.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }

    /// Meter values have few decimals. `thousandths / 1000` is correctly rounded, so where it gives the same double
    /// back the decimal text is exact, and below 10^15 it is also the shortest. Minus zero is written as 0, as JSON's
    /// integers have no such thing.
    mutating func appendDigits(of value: Double) {
        let thousandths = value * 1000
        guard abs(thousandths) < 1e15, thousandths == thousandths.rounded(), thousandths / 1000 == value,
            let scaled = Int64(exactly: thousandths)
        else {
            var text = value.description
            if text.hasSuffix(".0") { text.removeLast(2) }
            text.withUTF8 { storage.append(contentsOf: $0) }
            return
        }
        if scaled < 0 { storage.append(UInt8(ascii: "-")) }
        let (whole, decimals) = scaled.magnitude.quotientAndRemainder(dividingBy: 1000)
        appendDigits(of: whole)
        appendDecimals(thousandths: decimals)
    }

    private mutating func appendDecimals(thousandths: UInt64) {
        guard thousandths > 0 else { return }
        storage.append(UInt8(ascii: "."))
        var rest = thousandths
        var weight: UInt64 = 100
        while rest > 0 {
            storage.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / weight))
            rest %= weight
            weight /= 10
        }
    }
}
