import CZlib
import NIOCore

/// Owns one stream of zlib, without its header: raw deflate.
///
/// What it is given to read is only valid within the closure that gives it, so `take` and `fill` belong together.
final class ZlibStream {
    private let stream: UnsafeMutablePointer<z_stream>
    private let isInflating: Bool

    convenience init?(inflatingWith windowBits: Int32) {
        self.init(isInflating: true) {
            inflateInit2_($0, -windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        }
    }

    /// Fast rather than thorough, and with tables that are quickly cleared: messages are short.
    convenience init?(deflatingWith windowBits: Int32) {
        self.init(isInflating: false) {
            deflateInit2_(
                $0, Z_BEST_SPEED, Z_DEFLATED, -windowBits, 6, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size))
        }
    }

    private init?(isInflating: Bool, _ begin: (UnsafeMutablePointer<z_stream>) -> Int32) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard begin(stream) == Z_OK else {
            stream.deallocate()
            return nil
        }
        self.stream = stream
        self.isInflating = isInflating
    }

    deinit {
        _ = isInflating ? inflateEnd(stream) : deflateEnd(stream)
        stream.deallocate()
    }

    /// Forgets the message before. False when that is not possible.
    func reset() -> Bool {
        stream.pointee.avail_in = 0
        return restart()
    }

    /// The same in the middle of what it was given to read.
    func restart() -> Bool {
        (isInflating ? inflateReset(stream) : deflateReset(stream)) == Z_OK
    }

    func take(_ bytes: UnsafeRawBufferPointer) {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(clamping: bytes.count)
    }

    /// Lets zlib write into the buffer, at most `room` bytes; its status.
    func fill(_ buffer: inout ByteBuffer, room: Int, _ work: (UnsafeMutablePointer<z_stream>) -> Int32) -> Int32 {
        var status = Z_OK
        let room = max(0, room)
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { target in
            stream.pointee.next_out = target.assumingMemoryBound(to: UInt8.self).baseAddress
            stream.pointee.avail_out = UInt32(clamping: room)
            status = work(stream)
            return room - Int(stream.pointee.avail_out)
        }
        return status
    }

    var waitingInput: Int { Int(stream.pointee.avail_in) }
    /// There may be more to come than there was room for.
    var isFull: Bool { stream.pointee.avail_out == 0 }
    var isBetweenBlocks: Bool { stream.pointee.data_type & 128 != 0 }
}
