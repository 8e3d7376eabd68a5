/// Tells a certificate signing request in PEM from any other text, without understanding what it asks for.
///
/// RFC 2986 for the request, RFC 7468 for the text around it. Whoever signs it judges the content; this is only so much as
/// keeps what was cut short or never was a request from being accepted.
enum CertificateRequest {
    private static let labels = ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"]

    static func isOne(_ text: String) -> Bool {
        let bytes = Array(text.utf8.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
        return labels.contains { label in
            let begin = Array("-----BEGIN \(label)-----".utf8), end = Array("-----END \(label)-----".utf8)
            guard bytes.count > begin.count + end.count, bytes.starts(with: begin), bytes.suffix(end.count) == end[...]
            else { return false }
            return isSequence(base64: bytes[begin.count..<(bytes.count - end.count)].filter { !isBlank($0) })
        }
    }

    /// Whether the text is the Base64 of exactly one DER SEQUENCE that is not empty.
    private static func isSequence(base64 text: [UInt8]) -> Bool {
        let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard text.count % 4 == 0, text.count >= 8, padding <= 2 else { return false }
        let digits = text.dropLast(padding).map(value)
        guard !digits.contains(nil) else { return false }
        let size = text.count / 4 * 3 - padding
        let head = decoded(digits.prefix(8).compactMap(\.self))
        guard head.count >= 2, head[0] == 0x30, let content = length(head.dropFirst()) else { return false }
        return content.value > 0 && content.value + content.bytes + 1 == size
    }

    /// A DER length of at most two bytes behind its first one, and how many bytes it takes.
    private static func length(_ bytes: ArraySlice<UInt8>) -> (value: Int, bytes: Int)? {
        guard let first = bytes.first else { return nil }
        if first < 0x80 { return (Int(first), 1) }
        let count = Int(first & 0x7F)
        guard (1...2).contains(count), bytes.count > count else { return nil }
        return (bytes.dropFirst().prefix(count).reduce(0) { $0 << 8 | Int($1) }, count + 1)
    }

    private static func decoded(_ digits: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for digit in digits {
            bits = bits << 6 | UInt32(digit)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
