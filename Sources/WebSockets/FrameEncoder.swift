import NIOCore

/// Writes frames as they stand on the wire.
struct FrameEncoder {
    let side: FrameDecoder.Side

    /// One unfragmented frame whose payload of `count` bytes `write` appends; masked with a fresh key on the client's side.
    func frame(_ opcode: FrameHeader.Opcode, count: Int, write: (inout ByteBuffer) -> Void) -> ByteBuffer {
        var frame = ByteBufferAllocator().buffer(capacity: count + 14)
        let maskBit: UInt8 = side == .client ? 0x80 : 0
        frame.writeInteger(0x80 | opcode.rawValue)
        if count < 126 {
            frame.writeInteger(maskBit | UInt8(truncatingIfNeeded: count))
        } else if count <= 0xFFFF {
            frame.writeInteger(maskBit | 126)
            frame.writeInteger(UInt16(truncatingIfNeeded: count))
        } else {
            frame.writeInteger(maskBit | 127)
            frame.writeInteger(UInt64(count))
        }
        guard side == .client else {
            write(&frame)
            return frame
        }
        let key = MaskingKey.random()
        frame.writeInteger(key.littleEndian, endianness: .little)
        let start = frame.readableBytes
        write(&frame)
        frame.withUnsafeMutableReadableBytes { bytes in
            guard let base = bytes.baseAddress, bytes.count > start else { return }
            let payload = base + start
            key.apply(from: UnsafeRawPointer(payload), to: payload, count: bytes.count - start, offset: 0)
        }
        return frame
    }

    func frame(_ opcode: FrameHeader.Opcode, _ payload: ByteBuffer = ByteBuffer()) -> ByteBuffer {
        frame(opcode, count: payload.readableBytes) { $0.writeImmutableBuffer(payload) }
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
