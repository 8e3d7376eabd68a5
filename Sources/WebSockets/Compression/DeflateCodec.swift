import CZlib
import Compression
import NIOCore

/// Compresses and inflates whole messages, each for itself, for all connections of one event loop.
///
/// RFC 7692, section 7.2.
final class DeflateCodec {
    private enum Kind {
        case inflating
        case deflating(windowBits: Int32)
    }

    /// The end of every message's last block, which is not sent.
    private static let tail: [UInt8] = [0x00, 0x00, 0xFF, 0xFF]
    /// Room that is added when a message turns out to be longer than expected.
    private static let step = 16 * 1024

    private var inflater: ZlibStream?
    private var deflaters: [Int32: ZlibStream] = [:]

    /// - Throws: 1009 as soon as more than `limit` bytes have come out, 1007 for what is not deflated data, or refers to
    ///   an earlier message.
    func inflate(_ message: ByteBuffer, limit: Int) throws(ProtocolViolation) -> ByteBuffer {
        if inflater == nil { inflater = ZlibStream(inflating: .raw) }
        guard let inflater, inflater.reset() else {
            throw ProtocolViolation(code: .internalError, reason: "no memory to inflate")
        }
        var input = message
        input.writeBytes(Self.tail)
        var text = ByteBufferAllocator().buffer(capacity: min(limit, message.readableBytes * 4 + 64))
        let fault = input.withUnsafeReadableBytes { bytes in
            inflater.take(bytes)
            return Self.inflate(inflater, into: &text, limit: limit)
        }
        if let fault { throw fault }
        return text
    }

    private static func inflate(_ stream: ZlibStream, into text: inout ByteBuffer, limit: Int) -> ProtocolViolation? {
        while true {
            // One byte over the limit shows that there are more.
            let room = min(max(text.writableBytes, step), limit + 1 - text.readableBytes)
            let status = stream.fill(&text, room: room)
            if text.readableBytes > limit {
                return ProtocolViolation(code: .messageTooBig, reason: "inflated message is over \(limit) bytes")
            }
            switch status {
            case Z_STREAM_END:
                // A block may say that it is the last one, and is followed by an empty one all the same (section 7.2.3.4).
                guard stream.waitingInput > 0 else { return nil }
                guard stream.restart() else { return corrupt }
            case Z_OK where stream.waitingInput > 0 || stream.isFull: continue
            case Z_OK, Z_BUF_ERROR: return stream.isBetweenBlocks ? nil : corrupt
            default: return corrupt
            }
        }
    }

    private static var corrupt: ProtocolViolation {
        ProtocolViolation(code: .invalidPayload, reason: "message cannot be inflated")
    }

    /// Nil where it would not get shorter.
    func deflate(_ message: ByteBuffer, windowBits: Int32) -> ByteBuffer? {
        let known = deflaters[windowBits] ?? ZlibStream(deflating: .raw, level: Z_BEST_SPEED, windowBits: windowBits)
        guard let deflater = known, deflater.reset() else { return nil }
        deflaters[windowBits] = deflater
        let limit = message.readableBytes
        var compressed = ByteBufferAllocator().buffer(capacity: limit)
        let isWhole = message.withUnsafeReadableBytes { bytes in
            deflater.take(bytes)
            return deflater.fill(&compressed, room: limit) == Z_OK
                && !deflater.isFull && deflater.waitingInput == 0
        }
        let end = compressed.readableBytes - Self.tail.count
        guard isWhole, end > 0 else { return nil }
        return compressed.readSlice(length: end)
    }
}

extension ZlibStream {
    /// At most `room` bytes behind what is in the buffer; zlib's status.
    fileprivate func fill(_ buffer: inout ByteBuffer, room: Int) -> Int32 {
        var status = Z_OK
        let room = max(0, room)
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { target in
            let written = fill(UnsafeMutableRawBufferPointer(rebasing: target[..<room]), flush: Z_SYNC_FLUSH)
            status = written.status
            return written.count
        }
        return status
    }
}
