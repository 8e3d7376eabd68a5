/// Reads just enough of an answer to know whom it is for.
///
/// A load run decodes nothing else: it has to cost less than the server that it measures.
enum AnswerScanner {
    enum Kind: Equatable, Sendable { case call, result, error, other }

    /// The message's type, and whether its id is exactly the number, written with ``FrameTemplate/idLength`` digits.
    static func scan(_ bytes: UnsafeRawBufferPointer, expecting number: UInt64) -> (kind: Kind, isExpected: Bool) {
        var index = 0
        while index < bytes.count, bytes[index] != UInt8(ascii: "["), index < 16 { index += 1 }
        index += 1
        while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
        guard index < bytes.count else { return (.other, false) }
        let kind: Kind =
            switch bytes[index] {
            case UInt8(ascii: "2"): .call
            case UInt8(ascii: "3"): .result
            case UInt8(ascii: "4"): .error
            default: .other
            }
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += 1 }
        index += 1
        let end = index + FrameTemplate.idLength
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return (kind, false) }
        var value: UInt64 = 0
        for byte in bytes[index..<end] {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return (kind, false) }
            value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
        }
        return (kind, value == number % 100_000_000)
    }
}
