/// PostgreSQL's `numeric`, as sums and averages return it: digits of base 10,000.
struct Numeric: CustomStringConvertible {
    let description: String

    /// The value, if it has no fraction and fits.
    var integer: Int64? {
        let parts = description.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts[1].allSatisfy({ $0 == "0" }) else { return nil }
        return parts.first.flatMap { Int64($0) }
    }

    /// Layout: number of digits, weight of the first, sign, decimals shown, digits; 16 bits each.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 8, bytes.count.isMultiple(of: 2) else { return nil }
        let words = stride(from: 0, to: bytes.count, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
        let weight = Int(Int16(truncatingIfNeeded: words[1]))
        let decimals = words[3]
        let digits = words[4...]
        guard words[0] == digits.count, digits.allSatisfy({ $0 < 10_000 }) else { return nil }
        switch words[2] {
        case 0x0000, 0x4000: break
        case 0xC000:
            description = "NaN"
            return
        case 0xD000:
            description = "Infinity"
            return
        case 0xF000:
            description = "-Infinity"
            return
        default: return nil
        }
        func digit(ofWeight wanted: Int) -> String {
            let index = digits.startIndex + weight - wanted
            let text = String(digits.indices.contains(index) ? digits[index] : 0)
            return String(repeating: "0", count: 4 - text.count) + text
        }
        let whole = weight < 0 ? "0" : (0...weight).reversed().map(digit(ofWeight:)).joined()
        let significant = whole.drop { $0 == "0" }
        var text = (words[2] == 0x4000 ? "-" : "") + (significant.isEmpty ? "0" : String(significant))
        if decimals > 0 {
            let places = (decimals + 3) / 4
            text += "." + (1...places).map { digit(ofWeight: -$0) }.joined().prefix(decimals)
        }
        description = text
    }
}
