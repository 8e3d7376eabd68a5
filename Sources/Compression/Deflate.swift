import CZlib

/// zlib's deflate for short blocks that resemble each other: both sides know a dictionary beforehand.
package enum Deflate {
    package struct Failure: Error {
        package var status: Int32
    }

    package static func compressed(_ bytes: [UInt8], level: Int32, dictionary: [UInt8]) throws(Failure) -> [UInt8] {
        var stream = z_stream()
        let version = ZLIB_VERSION
        let size = Int32(MemoryLayout<z_stream>.size)
        var status = deflateInit2_(&stream, level, Z_DEFLATED, 15, 8, Z_DEFAULT_STRATEGY, version, size)
        guard status == Z_OK else { throw Failure(status: status) }
        defer { deflateEnd(&stream) }
        status = deflateSetDictionary(&stream, dictionary, UInt32(clamping: dictionary.count))
        guard status == Z_OK else { throw Failure(status: status) }
        let bound = Int(deflateBound(&stream, UInt(bytes.count))) + 16
        let result = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            status = run(&stream, bytes, into: output) { deflate(&$0, Z_FINISH) }
            count = bound - Int(stream.avail_out)
        }
        guard status == Z_STREAM_END else { throw Failure(status: status) }
        return result
    }

    /// - Parameter size: as it was before; anything else is refused, so that no block can grow beyond it.
    package static func inflated(_ bytes: [UInt8], size: Int, dictionary: [UInt8]) throws(Failure) -> [UInt8] {
        guard size >= 0, size <= 1 << 28 else { throw Failure(status: Z_DATA_ERROR) }
        var stream = z_stream()
        var status = inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw Failure(status: status) }
        defer { inflateEnd(&stream) }
        let capacity = max(size, 1)
        let result = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
            status = run(&stream, bytes, into: output) { stream in
                let first = inflate(&stream, Z_FINISH)
                guard first == Z_NEED_DICT else { return first }
                let known = inflateSetDictionary(&stream, dictionary, UInt32(clamping: dictionary.count))
                return known == Z_OK ? inflate(&stream, Z_FINISH) : known
            }
            count = capacity - Int(stream.avail_out)
        }
        guard status == Z_STREAM_END, result.count == size else { throw Failure(status: Z_DATA_ERROR) }
        return result
    }

    private static func run(
        _ stream: inout z_stream, _ input: [UInt8], into output: UnsafeMutableBufferPointer<UInt8>,
        _ step: (inout z_stream) -> Int32
    ) -> Int32 {
        input.withUnsafeBufferPointer { input in
            // zlib reads through this pointer and never writes.
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(clamping: input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(clamping: output.count)
            return step(&stream)
        }
    }
}
