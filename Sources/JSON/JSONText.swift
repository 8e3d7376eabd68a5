/// Writes the text of single values into memory that the caller has made room in; each function says how many bytes it took.
enum JSONText {
    /// What an integer, a number or a moment takes at most.
    static let longestScalar = 40

    /// What a string of that many bytes takes at most, its quotes and a word of slack included.
    static func longestString(_ count: Int) -> Int { count * 6 + 2 + MemoryLayout<UInt64>.size }

    // MARK: Strings

    /// Copies a word at a time as long as nothing has to be escaped.
    static func writeQuoted(_ bytes: UnsafeBufferPointer<UInt8>, to output: UnsafeMutablePointer<UInt8>) -> Int {
        output[0] = UInt8(ascii: "\"")
        var written = 1
        var position = 0
        let source = UnsafeRawBufferPointer(bytes)
        while position + 8 <= source.count {
            let word = source.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            guard !needsEscape(word) else { break }
            UnsafeMutableRawPointer(output + written).storeBytes(of: word, as: UInt64.self)
            position += 8
            written += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                output[written] = byte
                written += 1
            } else {
                written += writeEscape(for: byte, to: output + written)
            }
            position += 1
        }
        output[written] = UInt8(ascii: "\"")
        return written + 1
    }

    /// Whether one of eight bytes is a quote, a backslash or below a blank.
    static func needsEscape(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let controls = (word &- ones &* 0x20) & ~word
        return (controls | ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)) & tops != 0
    }

    static func writeEscape(for byte: UInt8, to output: UnsafeMutablePointer<UInt8>) -> Int {
        output[0] = UInt8(ascii: "\\")
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output[1] = byte
        case 0x08: output[1] = UInt8(ascii: "b")
        case 0x09: output[1] = UInt8(ascii: "t")
        case 0x0A: output[1] = UInt8(ascii: "n")
        case 0x0C: output[1] = UInt8(ascii: "f")
        case 0x0D: output[1] = UInt8(ascii: "r")
        default:
            output[1] = UInt8(ascii: "u")
            output[2] = UInt8(ascii: "0")
            output[3] = UInt8(ascii: "0")
            output[4] = hexadecimalDigit(byte >> 4)
            output[5] = hexadecimalDigit(byte & 15)
            return 6
        }
        return 2
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    static func writeQuoted(_ time: Timestamp, to output: UnsafeMutablePointer<UInt8>) -> Int {
        output[0] = UInt8(ascii: "\"")
        let written = time.write(to: output + 1) + 1
        output[written] = UInt8(ascii: "\"")
        return written + 1
    }

    // MARK: Numbers

    static func write(_ value: Int64, to output: UnsafeMutablePointer<UInt8>) -> Int {
        guard value < 0 else { return write(value.magnitude, to: output) }
        output[0] = UInt8(ascii: "-")
        return write(value.magnitude, to: output + 1) + 1
    }

    static func write(_ value: UInt64, to output: UnsafeMutablePointer<UInt8>) -> Int {
        var length = 1
        var limit: UInt64 = 10
        while value >= limit, length < 20 {
            length += 1
            let (next, hasOverflowed) = limit.multipliedReportingOverflow(by: 10)
            if hasOverflowed { break }
            limit = next
        }
        write(value, digits: length, to: output)
        return length
    }

    /// The last digits of a number, with zeros in front where it has fewer.
    static func write(_ value: UInt64, digits: Int, to output: UnsafeMutablePointer<UInt8>) {
        var rest = value
        var place = digits
        while place > 0 {
            place -= 1
            output[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// Meter values have few decimals. `thousandths / 1000` is correctly rounded, so where it gives the same double
    /// back the decimal text is exact, and below 10^15 it is also the shortest. Minus zero is written as 0, as JSON's
    /// integers have no such thing. What is not finite is `null`.
    static func write(_ value: Double, to output: UnsafeMutablePointer<UInt8>) -> Int {
        let thousandths = value * 1000
        guard abs(thousandths) < 1e15, thousandths == thousandths.rounded(), thousandths / 1000 == value,
            let scaled = Int64(exactly: thousandths)
        else { return writeShortest(value, to: output) }
        var written = 0
        if scaled < 0 {
            output[0] = UInt8(ascii: "-")
            written = 1
        }
        let (whole, decimals) = scaled.magnitude.quotientAndRemainder(dividingBy: 1000)
        written += write(whole, to: output + written)
        guard decimals > 0 else { return written }
        output[written] = UInt8(ascii: ".")
        write(decimals, digits: 3, to: output + written + 1)
        written += 4
        while output[written - 1] == UInt8(ascii: "0") { written -= 1 }
        return written
    }

    private static func writeShortest(_ value: Double, to output: UnsafeMutablePointer<UInt8>) -> Int {
        var text = value.isFinite ? value.description : "null"
        if text.hasSuffix(".0") { text.removeLast(2) }
        return text.withUTF8 { bytes in
            let count = min(bytes.count, longestScalar)
            for place in 0..<count { output[place] = bytes[place] }
            return count
        }
    }
}
