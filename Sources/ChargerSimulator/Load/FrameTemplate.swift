import JSON
import OCPP

/// A CALL that was encoded once; for every message only its id, its time and its register are written into the bytes.
struct FrameTemplate: Equatable, Sendable {
    private(set) var bytes: [UInt8]
    private let idOffset: Int
    private let timeOffsets: [Int]
    private let registerOffset: Int?
    private var second: Int64 = .min

    static let idLength = 8
    static let placeholderID = "00000000"
    /// Has milliseconds, so that its text is as long as that of any other time written here.
    static let placeholderTime = Timestamp(microseconds: 1_000_001_000)
    static let placeholderRegister = "1000000.0"
    private static let timeLength = 24

    /// - Returns: nil where the request holds no message id, which no request of ours does.
    init?(_ request: some OCPPRequest) {
        guard let id = MessageID(Self.placeholderID) else { return nil }
        let encoded = request.encodedCall(id: id)
        guard let idOffset = Self.offsets(of: Self.placeholderID, in: encoded).first else { return nil }
        bytes = encoded
        self.idOffset = idOffset
        timeOffsets = Self.offsets(of: Self.placeholderTime.description, in: encoded)
        registerOffset = Self.offsets(of: Self.placeholderRegister, in: encoded).first
    }

    /// Makes the bytes the message with that number, at that time (ms since 1970), with that register (tenths of a Wh).
    mutating func prepare(id: UInt64, milliseconds: Int64, register: UInt64) {
        write(id % 100_000_000, digits: Self.idLength, at: idOffset)
        if let registerOffset {
            // 9 characters: seven digits, point, tenths.
            write(register / 10 % 10_000_000, digits: 7, at: registerOffset)
            write(register % 10, digits: 1, at: registerOffset + 8)
        }
        guard !timeOffsets.isEmpty else { return }
        let (second, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        if second != self.second { writeSecond(second) }
        for offset in timeOffsets { write(UInt64(max(0, rest)), digits: 3, at: offset + Self.timeLength - 4) }
    }

    private mutating func writeSecond(_ second: Int64) {
        let text = Array(Timestamp(microseconds: second * 1_000_000 + 1000).description.utf8)
        guard text.count == Self.timeLength else { return }
        self.second = second
        for offset in timeOffsets { bytes.replaceSubrange(offset..<offset + Self.timeLength, with: text) }
    }

    private mutating func write(_ number: UInt64, digits: Int, at offset: Int) {
        var rest = number
        for position in stride(from: offset + digits - 1, through: offset, by: -1) {
            bytes[position] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }

    private static func offsets(of text: String, in bytes: [UInt8]) -> [Int] {
        let wanted = Array(text.utf8)
        guard bytes.count >= wanted.count else { return [] }
        return (0...bytes.count - wanted.count).filter { bytes[$0..<$0 + wanted.count].elementsEqual(wanted) }
    }
}
