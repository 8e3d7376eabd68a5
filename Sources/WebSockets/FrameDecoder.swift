import NIOCore

/// The peer broke the protocol or a limit; the connection ends with this code.
struct ProtocolViolation: Error, Equatable {
    var code: WebSocketCloseCode
    var reason: String
}

/// Turns the bytes of one direction of a connection into whole messages, and does nothing else.
///
/// Unmasking, joining of fragments and every check of RFC 6455 happen in one pass. Payload is taken over as it arrives, so
/// at most one message and one header wait in memory, whatever lengths the peer announces.
struct FrameDecoder {
    enum Side {
        /// Reads what clients send: every frame is masked.
        case server
        /// Reads what servers send: no frame is masked.
        case client
    }

    enum Event: Equatable {
        case text(ByteBuffer)
        case binary(ByteBuffer)
        case ping(ByteBuffer)
        case pong
        /// `.noStatus` where the frame held no code.
        case close(WebSocketCloseCode, reason: String)
    }

    private struct Frame {
        let opcode: FrameHeader.Opcode
        let isFinal: Bool
        let key: MaskingKey?
        let length: Int
        var taken = 0
    }

    private let side: Side
    private let maximumMessageSize: Int
    private let maximumFragments: Int
    private let acceptsBinary: Bool
    /// Absent where compression was not agreed on.
    private let inflater: DeflateCodec?

    private var input = ByteBuffer()
    private var frame: Frame?
    private var control = ByteBuffer()
    private var message = ByteBuffer()
    private var messageOpcode: FrameHeader.Opcode?
    private var isCompressed = false
    private var fragments = 0
    private var isFinished = false

    init(side: Side, configuration: WebSocketConfiguration, inflater: DeflateCodec? = nil) {
        self.side = side
        self.maximumMessageSize = configuration.maximumMessageSize
        self.maximumFragments = configuration.maximumFragments
        self.acceptsBinary = configuration.acceptsBinary
        self.inflater = inflater
    }

    /// Bytes that were appended and not yet looked at.
    var waitingBytes: Int { input.readableBytes }

    mutating func append(_ bytes: ByteBuffer) {
        guard !isFinished else { return }
        if input.readableBytes == 0 {
            input = bytes
        } else {
            input.writeImmutableBuffer(bytes)
        }
    }

    /// The next thing that is whole, or `nil` until more bytes come. Nothing comes after a Close frame or a violation.
    mutating func next() throws(ProtocolViolation) -> Event? {
        while !isFinished {
            if frame == nil {
                guard let header = FrameHeader(peeking: input) else { break }
                input.moveReaderIndex(forwardBy: header.size)
                try begin(header)
            }
            guard let done = takePayload() else { break }
            if let event = try finish(done) { return event }
        }
        releaseInput()
        return nil
    }

    private mutating func begin(_ header: FrameHeader) throws(ProtocolViolation) {
        guard header.reservedBits == 0 || begins(compressed: header) else {
            throw violation(.protocolError, "reserved bits are set")
        }
        guard let opcode = header.opcode else { throw violation(.protocolError, "unknown opcode") }
        guard let length = header.length else { throw violation(.protocolError, "bad length") }
        switch side {
        case .server where header.key == nil: throw violation(.protocolError, "frame is not masked")
        case .client where header.key != nil: throw violation(.protocolError, "frame is masked")
        case .server, .client: break
        }
        if opcode.isControl {
            guard header.isFinal else { throw violation(.protocolError, "control frame is fragmented") }
            guard length <= 125 else { throw violation(.protocolError, "control frame is too long") }
        } else {
            try beginData(opcode, length: length)
            if header.reservedBits != 0 { isCompressed = true }
        }
        frame = Frame(opcode: opcode, isFinal: header.isFinal, key: header.key, length: length)
    }

    /// Only the first frame of a message may say that it is compressed, and only where that was agreed on.
    private func begins(compressed header: FrameHeader) -> Bool {
        guard inflater != nil, header.reservedBits == FrameHeader.compressedBit else { return false }
        return header.opcode == .text || header.opcode == .binary
    }

    private mutating func beginData(_ opcode: FrameHeader.Opcode, length: Int) throws(ProtocolViolation) {
        if opcode == .continuation {
            guard messageOpcode != nil else { throw violation(.protocolError, "nothing to continue") }
        } else {
            guard messageOpcode == nil else { throw violation(.protocolError, "message is not finished") }
            guard opcode != .binary || acceptsBinary else {
                throw violation(.unsupportedData, "binary messages are not accepted")
            }
            messageOpcode = opcode
        }
        fragments += 1
        guard fragments <= maximumFragments else { throw violation(.policyViolation, "too many fragments") }
        guard length <= maximumMessageSize - message.readableBytes else {
            throw violation(.messageTooBig, "message is over \(maximumMessageSize) bytes")
        }
        message.reserveCapacity(minimumWritableBytes: min(length, input.readableBytes))
    }

    /// Moves what is there of the payload to its place; the frame, when it is whole.
    private mutating func takePayload() -> Frame? {
        guard var current = frame else { return nil }
        let count = min(current.length - current.taken, input.readableBytes)
        if count > 0 {
            if current.opcode.isControl {
                Self.move(count, from: input, to: &control, key: current.key, offset: current.taken)
            } else {
                Self.move(count, from: input, to: &message, key: current.key, offset: current.taken)
            }
            input.moveReaderIndex(forwardBy: count)
            current.taken += count
        }
        let isWhole = current.taken == current.length
        frame = isWhole ? nil : current
        return isWhole ? current : nil
    }

    private static func move(
        _ count: Int, from input: ByteBuffer, to target: inout ByteBuffer, key: MaskingKey?, offset: Int
    ) {
        target.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { destination in
            input.withUnsafeReadableBytes { source in
                guard let source = source.baseAddress, let destination = destination.baseAddress else { return 0 }
                if let key {
                    key.apply(from: source, to: destination, count: count, offset: offset)
                } else {
                    destination.copyMemory(from: source, byteCount: count)
                }
                return count
            }
        }
    }

    private mutating func finish(_ frame: Frame) throws(ProtocolViolation) -> Event? {
        switch frame.opcode {
        case .continuation, .text, .binary:
            return frame.isFinal ? try finishMessage() : nil
        case .ping:
            return .ping(takeControl())
        case .pong:
            _ = takeControl()
            return .pong
        case .close:
            return try finishClose()
        }
    }

    private mutating func finishMessage() throws(ProtocolViolation) -> Event? {
        var bytes = message
        let opcode = messageOpcode
        let isCompressed = isCompressed
        message = ByteBuffer()
        messageOpcode = nil
        self.isCompressed = false
        fragments = 0
        if isCompressed, let inflater {
            do {
                bytes = try inflater.inflate(bytes, limit: maximumMessageSize)
            } catch {
                throw violation(error.code, error.reason)
            }
        }
        if opcode == .binary { return .binary(bytes) }
        guard bytes.withUnsafeReadableBytes({ UTF8Check.isValid($0) }) else {
            throw violation(.invalidPayload, "text is not UTF-8")
        }
        return .text(bytes)
    }

    private mutating func finishClose() throws(ProtocolViolation) -> Event? {
        var payload = takeControl()
        guard payload.readableBytes > 0 else {
            stop()
            return .close(.noStatus, reason: "")
        }
        guard let number = payload.readInteger(as: UInt16.self), WebSocketCloseCode(rawValue: number).isSendable else {
            throw violation(.protocolError, "bad close code")
        }
        guard payload.withUnsafeReadableBytes({ UTF8Check.isValid($0) }) else {
            throw violation(.invalidPayload, "close reason is not UTF-8")
        }
        stop()
        return .close(WebSocketCloseCode(rawValue: number), reason: String(buffer: payload))
    }

    private mutating func takeControl() -> ByteBuffer {
        let bytes = control
        control = ByteBuffer()
        return bytes
    }

    private mutating func violation(_ code: WebSocketCloseCode, _ reason: String) -> ProtocolViolation {
        stop()
        return ProtocolViolation(code: code, reason: reason)
    }

    private mutating func stop() {
        isFinished = true
        input = ByteBuffer()
        message = ByteBuffer()
        control = ByteBuffer()
        frame = nil
    }

    /// The buffer of a socket read is much bigger than the start of a header that may be left in it.
    private mutating func releaseInput() {
        if input.readableBytes == 0 {
            input = ByteBuffer()
        } else {
            var rest = ByteBufferAllocator().buffer(capacity: 16)
            rest.writeImmutableBuffer(input)
            input = rest
        }
    }
}
