import CZlib

/// zlib's deflate for short blocks that resemble each other: both sides know a dictionary beforehand.
package final class Deflate {
    package struct Failure: Error {
        package var status: Int32
    }

    private let stream: ZlibStream
    private let dictionary: [UInt8]

    /// Compresses block after block with the same memory.
    package init(level: Int32, dictionary: [UInt8]) throws(Failure) {
        guard let stream = ZlibStream(deflating: .zlib, level: level) else { throw Failure(status: Z_MEM_ERROR) }
        self.stream = stream
        self.dictionary = dictionary
    }

    package func compressed(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
        guard stream.reset(), stream.know(dictionary) else { throw Failure(status: Z_STREAM_ERROR) }
        let bound = stream.bound(of: bytes.count) + 16
        var status = Z_OK
        let result = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            bytes.withUnsafeBytes { input in
                stream.take(input)
                (status, count) = stream.fill(UnsafeMutableRawBufferPointer(output), flush: Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { throw Failure(status: status) }
        return result
    }

    /// - Parameter size: as it was before; anything else is refused, so that no block can grow beyond it.
    package static func inflated(_ bytes: [UInt8], size: Int, dictionary: [UInt8]) throws(Failure) -> [UInt8] {
        guard size >= 0, size <= 1 << 28, let stream = ZlibStream(inflating: .zlib) else {
            throw Failure(status: Z_DATA_ERROR)
        }
        var status = Z_OK
        let result = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { output, count in
            bytes.withUnsafeBytes { input in
                stream.take(input)
                let target = UnsafeMutableRawBufferPointer(output)
                (status, count) = stream.fill(target, flush: Z_FINISH)
                guard status == Z_NEED_DICT, stream.know(dictionary) else { return }
                (status, count) = stream.fill(target, flush: Z_FINISH)
            }
        }
        guard status == Z_STREAM_END, result.count == size else { throw Failure(status: Z_DATA_ERROR) }
        return result
    }
}
