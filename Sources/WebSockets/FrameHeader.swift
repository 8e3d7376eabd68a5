import NIOCore

/// What the first bytes of a frame say.
///
/// RFC 6455, section 5.2. A length in a longer form than needed is read as it stands: some devices send one, and nothing
/// depends on it.
struct FrameHeader: Equatable {
    enum Opcode: UInt8 {
        case continuation = 0
        case text = 1
        case binary = 2
        case close = 8
        case ping = 9
        case pong = 10

        var isControl: Bool { rawValue >= 8 }
    }

    /// RSV1, which stands on the first frame of a compressed message (RFC 7692, section 6).
    static let compressedBit: UInt8 = 0x40

    var isFinal: Bool
    var reservedBits: UInt8
    /// `nil` for a number that has no meaning.
    var opcode: Opcode?
    /// `nil` for a length with the highest bit set.
    var length: Int?
    var key: MaskingKey?
    /// Bytes of the header itself.
    var size: Int

    /// `nil` while the header is not whole.
    init?(peeking input: ByteBuffer) {
        guard let parsed = input.withUnsafeReadableBytes({ Self.parse($0) }) else { return nil }
        self = parsed
    }

    private init(first: UInt8, length: Int?, key: MaskingKey?, size: Int) {
        self.isFinal = first & 0x80 != 0
        self.reservedBits = first & 0x70
        self.opcode = Opcode(rawValue: first & 0x0F)
        self.length = length
        self.key = key
        self.size = size
    }

    private static func parse(_ bytes: UnsafeRawBufferPointer) -> FrameHeader? {
        guard bytes.count >= 2 else { return nil }
        let isMasked = bytes[1] & 0x80 != 0
        let short = bytes[1] & 0x7F
        let lengthSize = short == 126 ? 2 : short == 127 ? 8 : 0
        let size = 2 + lengthSize + (isMasked ? 4 : 0)
        guard bytes.count >= size else { return nil }

        let length: Int? =
            switch lengthSize {
            case 2: Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
            case 8: Int(exactly: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt64.self)))
            default: Int(short)
            }
        let key =
            isMasked
            ? MaskingKey(
                littleEndian: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: size - 4, as: UInt32.self)))
            : nil
        return FrameHeader(first: bytes[0], length: length, key: key, size: size)
    }
}
