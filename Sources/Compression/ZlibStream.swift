import CZlib

/// Owns one stream of zlib.
///
/// What it is given to read and to fill is only valid within the closure that gives it, so `take` and `fill` belong together.
package final class ZlibStream {
    package enum Format {
        /// Without zlib's header.
        case raw
        case zlib
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private let isInflating: Bool

    package convenience init?(inflating format: Format, windowBits: Int32 = 15) {
        self.init(isInflating: true) {
            inflateInit2_($0, format.bits(windowBits), ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        }
    }

    /// With tables that are quickly cleared: what we compress is short.
    package convenience init?(deflating format: Format, level: Int32, windowBits: Int32 = 15) {
        self.init(isInflating: false) {
            deflateInit2_(
                $0, level, Z_DEFLATED, format.bits(windowBits), 6, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
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

    /// Forgets what was before. False when that is not possible.
    package func reset() -> Bool {
        stream.pointee.avail_in = 0
        return restart()
    }

    /// The same in the middle of what it was given to read.
    package func restart() -> Bool {
        (isInflating ? inflateReset(stream) : deflateReset(stream)) == Z_OK
    }

    /// What both sides know beforehand.
    package func know(_ dictionary: [UInt8]) -> Bool {
        let size = UInt32(clamping: dictionary.count)
        let status =
            isInflating
            ? inflateSetDictionary(stream, dictionary, size) : deflateSetDictionary(stream, dictionary, size)
        return status == Z_OK
    }

    package func take(_ bytes: UnsafeRawBufferPointer) {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(clamping: bytes.count)
    }

    /// Lets zlib write; its status, and how much was written.
    package func fill(_ target: UnsafeMutableRawBufferPointer, flush: Int32) -> (status: Int32, count: Int) {
        let room = UInt32(clamping: target.count)
        stream.pointee.next_out = target.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_out = room
        let status = isInflating ? inflate(stream, flush) : deflate(stream, flush)
        return (status, Int(room - stream.pointee.avail_out))
    }

    package func bound(of size: Int) -> Int { Int(deflateBound(stream, UInt(size))) }
    package var waitingInput: Int { Int(stream.pointee.avail_in) }
    /// There may be more to come than there was room for.
    package var isFull: Bool { stream.pointee.avail_out == 0 }
    package var isBetweenBlocks: Bool { stream.pointee.data_type & 128 != 0 }
}

extension ZlibStream.Format {
    fileprivate func bits(_ windowBits: Int32) -> Int32 { self == .raw ? -windowBits : windowBits }
}
