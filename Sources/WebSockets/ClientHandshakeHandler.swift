import NIOCore

/// The client's side of the handshake: asks, checks the answer, and makes room for frames.
///
/// RFC 6455, section 4.1.
final class ClientHandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State {
        case awaitingHead(HTTPHeadReader)
        /// The status of a refusal, and as much of its text as is worth showing.
        case refused(status: Int, length: Int, ByteBuffer)
        case done
    }

    private static let maximumShownBytes = 512

    private let request: ByteBuffer
    private let key: String
    private let subprotocols: [String]
    private let configuration: WebSocketConfiguration
    private let timeout: Duration
    private let outcome: EventLoopPromise<WebSocketConnection>
    private let makeHandler: @Sendable (WebSocketConnection) -> any WebSocketHandler
    private var state = State.awaitingHead(HTTPHeadReader(maximumBytes: 16 * 1024))
    private var context: ChannelHandlerContext?
    private var timer: NIOScheduledCallback?

    init(
        request: ByteBuffer, key: String, subprotocols: [String], configuration: WebSocketConfiguration,
        timeout: Duration, outcome: EventLoopPromise<WebSocketConnection>,
        makeHandler: @escaping @Sendable (WebSocketConnection) -> any WebSocketHandler
    ) {
        self.request = request
        self.key = key
        self.subprotocols = subprotocols
        self.configuration = configuration
        self.timeout = timeout
        self.outcome = outcome
        self.makeHandler = makeHandler
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        // An event loop that has ended refuses; then the connection ends with it.
        timer = try? context.eventLoop.assumeIsolated().scheduleCallback(in: TimeAmount(timeout), handler: self)
        context.writeAndFlush(wrapOutboundOut(request), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        switch state {
        case .awaitingHead(let reader):
            read(bytes, reader, context)
        case .refused(let status, let length, let text):
            readRefusal(status: status, length: length, text, bytes, context)
        case .done:
            context.fireChannelRead(data)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        switch state {
        case .awaitingHead: fail(.connectionFailed, "connection ended during the handshake", context)
        case .refused(let status, _, let text): failRefused(status, text, context)
        case .done: break
        }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .done = state { return context.fireErrorCaught(error) }
        fail(.connectionFailed, "\(error)", context)
    }

    private func read(_ bytes: ByteBuffer, _ reader: HTTPHeadReader, _ context: ChannelHandlerContext) {
        var reader = reader
        do {
            guard let (head, size) = try reader.append(bytes) else {
                state = .awaitingHead(reader)
                return
            }
            var following = reader.bytes
            following.moveReaderIndex(forwardBy: size)
            received(head, following: following, context)
        } catch {
            fail(.badHandshake, "the answer is not HTTP", context)
        }
    }

    private func received(_ head: HTTPHead, following: ByteBuffer, _ context: ChannelHandlerContext) {
        guard head.start[0].hasPrefix("HTTP/1."), let status = Int(head.start[1]) else {
            return fail(.badHandshake, "the answer is not HTTP", context)
        }
        guard status == 101 else {
            let length = head.first("Content-Length").flatMap { Int($0) } ?? Self.maximumShownBytes
            return readRefusal(status: status, length: length, ByteBuffer(), following, context)
        }
        if let fault = fault(of: head) { return fail(.badHandshake, fault, context) }
        install(subprotocol: head.first("Sec-WebSocket-Protocol"), following: following, context)
    }

    private func fault(of head: HTTPHead) -> String? {
        guard UpgradeHandshake.isWanted(by: head) else { return "the answer does not upgrade to WebSocket" }
        guard head.first("Sec-WebSocket-Accept") == HandshakeKey.accept(for: key) else {
            return "Sec-WebSocket-Accept does not match the key"
        }
        guard head.first("Sec-WebSocket-Extensions") == nil else {
            return "the server chose an extension that was not offered"
        }
        if let chosen = head.first("Sec-WebSocket-Protocol"), !subprotocols.contains(chosen) {
            return "the server chose the sub-protocol \(chosen), which was not offered"
        }
        return nil
    }

    private func install(subprotocol: String?, following: ByteBuffer, _ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        let frames = FrameHandler(side: .client, configuration: configuration)
        do {
            try context.pipeline.syncOperations.addHandler(frames, position: .after(self))
        } catch {
            return fail(.connectionFailed, "\(error)", context)
        }
        state = .done
        guard let connection = frames.open(subprotocol: subprotocol, makeHandler: makeHandler) else {
            return fail(.connectionFailed, "connection ended during the handshake", context)
        }
        outcome.succeed(connection)
        // The rest of this read is completed by the channel; the new handler sees that too.
        if following.readableBytes > 0 { context.fireChannelRead(NIOAny(following)) }
        context.eventLoop.assumeIsolated().execute {
            guard self.context != nil else { return }
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
        }
    }

    private func readRefusal(
        status: Int, length: Int, _ text: ByteBuffer, _ more: ByteBuffer, _ context: ChannelHandlerContext
    ) {
        var text = text
        text.writeBytes(more.readableBytesView.prefix(Self.maximumShownBytes - text.readableBytes))
        if text.readableBytes >= min(length, Self.maximumShownBytes) {
            failRefused(status, text, context)
        } else {
            state = .refused(status: status, length: length, text)
        }
    }

    private func failRefused(_ status: Int, _ text: ByteBuffer, _ context: ChannelHandlerContext) {
        let line = String(buffer: text).split(whereSeparator: \.isNewline).first
        fail(.refused, status: status, line.map(String.init) ?? "no reason given", context)
    }

    private func fail(
        _ code: WebSocketConnectError.Code, status: Int? = nil, _ message: String, _ context: ChannelHandlerContext
    ) {
        timer?.cancel()
        state = .done
        outcome.fail(WebSocketConnectError(code: code, status: status, message: message))
        context.close(promise: nil)
    }
}

extension ClientHandshakeHandler: NIOScheduledCallbackHandler {
    func handleScheduledCallback(eventLoop: some EventLoop) {
        timer = nil
        guard let context else { return }
        fail(.timedOut, "the handshake took too long", context)
    }
}
