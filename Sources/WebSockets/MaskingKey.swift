/// The four bytes with which a client masks a frame.
///
/// RFC 6455, section 5.3.
struct MaskingKey: Equatable, Sendable {
    /// First byte on the wire is the lowest.
    let littleEndian: UInt32

    init(littleEndian: UInt32) {
        self.littleEndian = littleEndian
    }

    static func random() -> MaskingKey {
        MaskingKey(littleEndian: .random(in: .min ... .max))
    }

    /// Masks or unmasks, eight bytes at a time; `offset` is the position of the first byte in the payload of the frame.
    ///
    /// Source and destination hold at least `count` bytes and may be the same memory.
    func apply(from source: UnsafeRawPointer, to destination: UnsafeMutableRawPointer, count: Int, offset: Int) {
        let shift = UInt32(truncatingIfNeeded: (offset & 3) &* 8)
        let rotated = littleEndian >> shift | littleEndian << (32 - shift)
        let word = UInt64(rotated) << 32 | UInt64(rotated)
        let native = UInt64(littleEndian: word)
        var index = 0
        while index &+ 8 <= count {
            let masked = source.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ native
            destination.storeBytes(of: masked, toByteOffset: index, as: UInt64.self)
            index &+= 8
        }
        while index < count {
            let key = UInt8(truncatingIfNeeded: word >> UInt64((index & 7) &* 8))
            let masked = source.load(fromByteOffset: index, as: UInt8.self) ^ key
            destination.storeBytes(of: masked, toByteOffset: index, as: UInt8.self)
            index &+= 1
        }
    }
}
