import NIOCore

/// Drives one WebSocket connection after its handshake: frames in, frames out, pings, limits and the end.
///
/// Lives on the connection's event loop. The codec decides what bytes mean; this handler only carries it out.
final class FrameHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        case handshaking
        case open
        /// Our Close frame is sent; the peer's answer or the time-out ends it.
        case closing(WebSocketClosure)
        /// The handler was told. What still comes is thrown away until the TCP connection ends.
        case ended
    }

    private let side: FrameDecoder.Side
    private let configuration: WebSocketConfiguration
    private let encoder: FrameEncoder
    private let compression: NegotiatedCompression?
    /// Absent but for a charger under test.
    private var faults: FaultyLink?
    private var decoder: FrameDecoder
    private var phase = Phase.handshaking
    private var context: ChannelHandlerContext?
    private var connection: WebSocketConnection?
    private var handler: (any WebSocketHandler)?
    private var timer: NIOScheduledCallback?

    var answersPings = true
    private var isReading = true
    private var readIsWanted = false
    private var inputHasEnded = false
    private var isDelivering = false
    private var hasDelivered = false
    private var isInRead = false
    private var flushIsDue = false

    init(
        side: FrameDecoder.Side, configuration: WebSocketConfiguration, compression: NegotiatedCompression? = nil
    ) {
        self.side = side
        self.configuration = configuration
        self.compression = compression
        self.encoder = FrameEncoder(side: side)
        self.decoder = FrameDecoder(side: side, configuration: configuration, inflater: compression?.codec)
    }

    /// Hands the connection to its owner; `nil` when it ended during the handshake.
    func open(
        subprotocol: String?, makeHandler: (WebSocketConnection) -> any WebSocketHandler
    ) -> WebSocketConnection? {
        guard let context, context.channel.isActive else { return nil }
        let connection = WebSocketConnection(frames: self, channel: context.channel, subprotocol: subprotocol)
        self.connection = connection
        phase = .open
        let handler = makeHandler(connection)
        self.handler = handler
        // The first ping is spread, so that connections that came together do not stay together.
        if let interval = configuration.pingInterval { schedule(in: interval * Double.random(in: 0.5...1)) }
        handler.opened()
        return connection
    }

    // MARK: The owner's side

    func send(_ opcode: FrameHeader.Opcode, count: Int, write: (inout ByteBuffer) -> Void) {
        guard case .open = phase else { return }
        guard compression != nil || faults != nil else {
            return self.write(encoder.frame(opcode, count: count, write: write), isMessage: true)
        }
        var message = ByteBufferAllocator().buffer(capacity: count)
        write(&message)
        send(opcode, message)
    }

    /// Compressed where that was agreed on and helps, and only after whatever the link does to it.
    private func send(_ opcode: FrameHeader.Opcode, _ message: ByteBuffer) {
        if let faults {
            faults.pass(message, .outbound) { [self] in sendNow(opcode, $0) }
        } else {
            sendNow(opcode, message)
        }
    }

    private func sendNow(_ opcode: FrameHeader.Opcode, _ message: ByteBuffer) {
        guard case .open = phase else { return }
        let compressed = compression?.compress(message)
        write(encoder.frame(opcode, compressed ?? message, isCompressed: compressed != nil), isMessage: true)
    }

    func send(_ opcode: FrameHeader.Opcode, _ prefix: [UInt8], _ shared: ByteBuffer, _ suffix: [UInt8]) {
        guard case .open = phase else { return }
        if compression != nil || faults != nil {
            var message = ByteBuffer(bytes: prefix)
            message.writeImmutableBuffer(shared)
            message.writeBytes(suffix)
            return send(opcode, message)
        }
        let parts = encoder.frame(opcode, prefix, shared, suffix)
        guard let context, mayWrite(context) else { return }
        for (place, part) in parts.enumerated() { append(part, isMessage: place == 0, promise: nil, context) }
    }

    func send(text: [UInt8], inFragments count: Int) {
        guard case .open = phase else { return }
        let size = max(1, (text.count + max(1, count) - 1) / max(1, count))
        var rest = text[...]
        var isFirst = true
        repeat {
            let part = rest.prefix(size)
            rest = rest.dropFirst(size)
            let frame = encoder.fragment(isFirst ? .text : .continuation, part, isLast: rest.isEmpty)
            write(frame, isMessage: rest.isEmpty)
            isFirst = false
        } while !rest.isEmpty
    }

    var waitingBytes: Int {
        guard let context, !context.channel.isWritable else { return 0 }
        if flushIsDue { context.flush() }
        // A channel without the option has no such limit.
        return (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    func close(_ closure: WebSocketClosure) {
        guard case .open = phase else { return }
        write(encoder.close(closure.code, reason: closure.reason), isMessage: false)
        guard case .open = phase else { return }
        phase = .closing(closure)
        connection?.endedSending()
        schedule(in: configuration.closeTimeout)
        // The peer's Close frame must be seen, whatever held up its messages.
        setReading(true)
    }

    /// The owner hears of it in the next turn of the event loop: it may be in the middle of its own work now.
    func drop(_ closure: WebSocketClosure) {
        guard let context else { return }
        if case .ended = phase { return }
        phase = .closing(closure)
        connection?.endedSending()
        context.eventLoop.assumeIsolated().execute { [self] in
            end(closure)
            context.close(promise: nil)
        }
    }

    /// What waits is delivered in the next turn of the event loop, never inside this call.
    func setReading(_ isReading: Bool) {
        guard isReading != self.isReading else { return }
        self.isReading = isReading
        guard isReading, let context else { return }
        context.eventLoop.assumeIsolated().execute { [self] in resumeReading() }
    }

    private func resumeReading() {
        guard isReading, let context else { return }
        connection?.heard(bytes: 0)
        deliver()
        finishBatch()
        if isReading, readIsWanted {
            readIsWanted = false
            context.read()
        }
    }

    /// From now on text messages meet this link, until its time is up; `nil` mends it at once.
    func setFaults(_ faults: LinkFaults?, _ tally: FaultTally) {
        self.faults?.mend()
        self.faults = nil
        guard let faults, let context, case .open = phase else { return }
        let link = FaultyLink(faults, tally: tally, eventLoop: context.eventLoop) { [weak self] in self?.faults = nil }
        self.faults = link
    }

    // MARK: The peer's side

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end(WebSocketClosure(code: .abnormal, reason: "connection ended", cause: .transport))
        release()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if case .ended = phase { return }
        isInRead = true
        connection?.heard(bytes: bytes.readableBytes)
        handler?.heard()
        decoder.append(bytes)
        deliver()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        finishBatch()
        isInRead = false
        if flushIsDue {
            flushIsDue = false
            context.flush()
        }
    }

    func read(context: ChannelHandlerContext) {
        if isReading {
            context.read()
        } else {
            readIsWanted = true
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        endTransport("connection lost")
        release()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        endTransport("\(error)")
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            beginShutdown()
        case ChannelEvent.inputClosed:
            inputHasEnded = true
            if isReading { endTransport("connection lost") }
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    private func deliver() {
        guard !isDelivering else { return }
        isDelivering = true
        defer { isDelivering = false }
        do {
            while isReading, let event = try decoder.next() { handle(event) }
        } catch {
            fail(error)
        }
        if inputHasEnded, isReading { endTransport("connection lost") }
    }

    private func handle(_ event: FrameDecoder.Event) {
        switch event {
        case .text(let text):
            if let faults {
                faults.pass(text, .inbound) { [self] text in
                    deliver { $0.received(text: text) }
                    if !isInRead { finishBatch() }
                }
            } else {
                deliver { $0.received(text: text) }
            }
        case .binary(let bytes):
            deliver { $0.received(binary: bytes) }
        case .ping(let payload):
            if case .open = phase, answersPings { write(encoder.frame(.pong, payload), isMessage: false) }
        case .pong:
            break
        case .close(let code, let reason):
            peerClosed(code, reason)
        }
    }

    private func deliver(_ message: (any WebSocketHandler) -> Void) {
        guard case .open = phase, let handler else { return }
        connection?.receivedMessage()
        hasDelivered = true
        message(handler)
    }

    private func finishBatch() {
        guard hasDelivered else { return }
        hasDelivered = false
        handler?.batchEnded()
    }

    // MARK: Writing

    private func write(_ frame: ByteBuffer, isMessage: Bool, promise: EventLoopPromise<Void>? = nil) {
        guard let context, mayWrite(context) else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        append(frame, isMessage: isMessage, promise: promise, context)
    }

    private func append(
        _ frame: ByteBuffer, isMessage: Bool, promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext
    ) {
        connection?.sentFrame(bytes: frame.readableBytes, isMessage: isMessage)
        context.write(wrapOutboundOut(frame), promise: promise)
        guard !flushIsDue else { return }
        flushIsDue = true
        guard !isInRead else { return }
        context.eventLoop.assumeIsolated().execute { [self] in
            guard flushIsDue else { return }
            flushIsDue = false
            self.context?.flush()
        }
    }

    /// Asked before a message is added, so that one alone may be bigger than what may wait.
    private func mayWrite(_ context: ChannelHandlerContext) -> Bool {
        let waiting = waitingBytes
        guard waiting > configuration.maximumOutboundBytes else { return true }
        let reason = "peer does not read: \(waiting) bytes wait to be sent"
        drop(WebSocketClosure(code: .abnormal, reason: reason, cause: .slowReader))
        return false
    }

    // MARK: Clocks

    private func schedule(in delay: Duration) {
        timer?.cancel()
        // An event loop that has ended refuses; then the connection ends with it.
        timer = try? context?.eventLoop.assumeIsolated().scheduleCallback(in: TimeAmount(delay), handler: self)
    }

    func pingNow() {
        guard case .open = phase else { return }
        write(encoder.frame(.ping), isMessage: false)
    }

    private func ping() {
        guard let interval = configuration.pingInterval else { return }
        if isReading, let silence = connection?.silence, silence > interval * 2 {
            return drop(WebSocketClosure(code: .abnormal, reason: "nothing heard for \(silence)", cause: .mute))
        }
        write(encoder.frame(.ping), isMessage: false)
        schedule(in: interval)
    }

    private func beginShutdown() {
        let closure = WebSocketClosure(code: .goingAway, reason: "server is going down", cause: .shutdown)
        guard case .open = phase else { return }
        guard configuration.shutdownJitter > .zero, let context else { return close(closure) }
        let delay = TimeAmount(configuration.shutdownJitter * Double.random(in: 0...1))
        context.eventLoop.assumeIsolated().scheduleTask(in: delay) { self.close(closure) }
    }

    // MARK: The end

    private func peerClosed(_ code: WebSocketCloseCode, _ reason: String) {
        switch phase {
        case .open:
            finish(with: encoder.close(code, reason: ""))
            end(WebSocketClosure(code: code, reason: reason, cause: .peer))
        case .closing(let closure):
            end(closure)
            if side == .server { context?.close(promise: nil) } else { schedule(in: configuration.closeTimeout) }
        case .handshaking, .ended:
            break
        }
    }

    private func fail(_ violation: ProtocolViolation) {
        if case .open = phase { finish(with: encoder.close(violation.code, reason: violation.reason)) }
        end(WebSocketClosure(code: violation.code, reason: violation.reason, cause: .violation))
    }

    /// Sends the last frame and then only waits for the peer to end the TCP connection: closing it at once would reset
    /// it while bytes of the peer are unread, and the frame would be lost.
    private func finish(with frame: ByteBuffer) {
        guard let context else { return }
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in context.close(mode: .output, promise: nil) }
        write(frame, isMessage: false, promise: written)
        schedule(in: configuration.closeTimeout)
    }

    private func endTransport(_ reason: String) {
        switch phase {
        case .closing(let closure): end(closure)
        case .open, .handshaking: end(WebSocketClosure(code: .abnormal, reason: reason, cause: .transport))
        case .ended: break
        }
        context?.close(promise: nil)
    }

    private func end(_ closure: WebSocketClosure) {
        if case .ended = phase { return }
        phase = .ended
        connection?.endedSending()
        let handler = handler
        self.handler = nil
        handler?.closed(closure)
        // From here on bytes are only thrown away, and the end of the peer's must be seen.
        isReading = true
        if readIsWanted {
            readIsWanted = false
            context?.read()
        }
    }

    private func release() {
        timer?.cancel()
        timer = nil
        faults?.mend()
        faults = nil
        context = nil
        connection = nil
    }
}

extension FrameHandler: NIOScheduledCallbackHandler {
    func handleScheduledCallback(eventLoop: some EventLoop) {
        timer = nil
        switch phase {
        case .open:
            ping()
        case .closing(let closure):
            drop(closure)
        case .handshaking, .ended:
            context?.close(promise: nil)
        }
    }
}
