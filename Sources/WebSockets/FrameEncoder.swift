import NIOCore

/// Writes frames as they stand on the wire.
struct FrameEncoder {
    let side: FrameDecoder.Side

    /// One unfragmented frame whose payload of `count` bytes `write` appends; masked with a fresh key on the client's side.
    func frame(
        _ opcode: FrameHeader.Opcode, count: Int, isCompressed: Bool = false, write: (inout ByteBuffer) -> Void
    ) -> ByteBuffer {
        var frame = ByteBufferAllocator().buffer(capacity: count + 14)
        writeHead(opcode, count: count, isCompressed: isCompressed, to: &frame)
        if side == .client { writeMasked(to: &frame, write) } else { write(&frame) }
        return frame
    }

    /// One frame of a message that goes on behind it unless it is the last.
    func fragment(_ opcode: FrameHeader.Opcode, _ payload: ArraySlice<UInt8>, isLast: Bool) -> ByteBuffer {
        var frame = frame(opcode, count: payload.count) { $0.writeBytes(payload) }
        if !isLast { frame.setInteger(opcode.rawValue, at: frame.readerIndex) }
        return frame
    }

    /// Everything before the masking key.
    private func writeHead(
        _ opcode: FrameHeader.Opcode, count: Int, isCompressed: Bool = false, to frame: inout ByteBuffer
    ) {
        let maskBit: UInt8 = side == .client ? 0x80 : 0
        frame.writeInteger(0x80 | (isCompressed ? FrameHeader.compressedBit : 0) | opcode.rawValue)
        if count < 126 {
            frame.writeInteger(maskBit | UInt8(truncatingIfNeeded: count))
        } else if count <= 0xFFFF {
            frame.writeInteger(maskBit | 126)
            frame.writeInteger(UInt16(truncatingIfNeeded: count))
        } else {
            frame.writeInteger(maskBit | 127)
            frame.writeInteger(UInt64(count))
        }
    }

    private func writeMasked(to frame: inout ByteBuffer, _ write: (inout ByteBuffer) -> Void) {
        let key = MaskingKey.random()
        frame.writeInteger(key.littleEndian, endianness: .little)
        let start = frame.readableBytes
        write(&frame)
        frame.withUnsafeMutableReadableBytes { bytes in
            guard let base = bytes.baseAddress, bytes.count > start else { return }
            let payload = base + start
            key.apply(from: UnsafeRawPointer(payload), to: payload, count: bytes.count - start, offset: 0)
        }
    }

    /// Shorter than this, copying a payload costs less than writing it apart.
    static let worthSharing = 4_096

    /// One frame in one or more buffers; a long middle part is used as it is, unless it has to be masked.
    func frame(
        _ opcode: FrameHeader.Opcode, _ prefix: [UInt8], _ shared: ByteBuffer, _ suffix: [UInt8]
    ) -> [ByteBuffer] {
        let count = prefix.count + shared.readableBytes + suffix.count
        guard side == .server, shared.readableBytes >= Self.worthSharing else {
            return [
                frame(opcode, count: count) {
                    $0.writeBytes(prefix)
                    $0.writeImmutableBuffer(shared)
                    $0.writeBytes(suffix)
                }
            ]
        }
        var head = ByteBufferAllocator().buffer(capacity: prefix.count + 14)
        writeHead(opcode, count: count, to: &head)
        head.writeBytes(prefix)
        return [head, shared, ByteBuffer(bytes: suffix)]
    }

    func frame(
        _ opcode: FrameHeader.Opcode, _ payload: ByteBuffer = ByteBuffer(), isCompressed: Bool = false
    ) -> ByteBuffer {
        frame(opcode, count: payload.readableBytes, isCompressed: isCompressed) { $0.writeImmutableBuffer(payload) }
    }

    /// A code that may not be sent leaves the frame empty; a reason is cut at a character, to the 123 bytes it may have.
    func close(_ code: WebSocketCloseCode, reason: String) -> ByteBuffer {
        guard code.isSendable else { return frame(.close) }
        var payload = ByteBuffer(integer: code.rawValue)
        var cut = Substring(reason)
        if cut.utf8.count > 123 {
            var size = 0
            cut = reason.prefix { character in
                size += character.utf8.count
                return size <= 123
            }
        }
        payload.writeString(String(cut))
        return frame(.close, payload)
    }
}
