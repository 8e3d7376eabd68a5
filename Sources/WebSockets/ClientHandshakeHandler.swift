import NIOCore
import NIOHTTP1

/// The client's side of the handshake: asks, checks the answer, and makes room for frames.
///
/// RFC 6455, section 4.1.
final class ClientHandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private enum State {
        case awaitingHead
        /// The status of a refusal, and as much of its text as is worth showing.
        case refused(HTTPResponseStatus, String)
        case upgrading(following: [NIOAny])
        case done

        var expectsParts: Bool {
            switch self {
            case .awaitingHead, .refused: true
            case .upgrading, .done: false
            }
        }
    }

    private let request: HTTPRequestHead
    private let subprotocols: [String]
    private let configuration: WebSocketConfiguration
    private let timeout: Duration
    private let encoder: HTTPRequestEncoder
    private let decoder: ByteToMessageHandler<HTTPResponseDecoder>
    private let outcome: EventLoopPromise<WebSocketConnection>
    private let makeHandler: @Sendable (WebSocketConnection) -> any WebSocketHandler
    private var state = State.awaitingHead
    private var context: ChannelHandlerContext?
    private var timer: NIOScheduledCallback?

    init(
        request: HTTPRequestHead, subprotocols: [String], configuration: WebSocketConfiguration, timeout: Duration,
        encoder: HTTPRequestEncoder, decoder: ByteToMessageHandler<HTTPResponseDecoder>,
        outcome: EventLoopPromise<WebSocketConnection>,
        makeHandler: @escaping @Sendable (WebSocketConnection) -> any WebSocketHandler
    ) {
        self.request = request
        self.subprotocols = subprotocols
        self.configuration = configuration
        self.timeout = timeout
        self.encoder = encoder
        self.decoder = decoder
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
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (state, state.expectsParts ? unwrapInboundIn(data) : nil) {
        case (.awaitingHead, .head(let head)?):
            received(head, context)
        case (.refused(let status, let text), .body(let bytes)?) where text.utf8.count < 1024:
            let more = String(decoding: bytes.readableBytesView.prefix(1024), as: UTF8.self)
            state = .refused(status, text + more)
        case (.refused, .end?):
            failRefused(context)
        case (.upgrading(let following), _):
            state = .upgrading(following: following + [data])
        case (.done, _):
            context.fireChannelRead(data)
        default:
            break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .refused = state {
            failRefused(context)
        } else {
            fail(.connectionFailed, "connection ended during the handshake", context)
        }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .done = state { return context.fireErrorCaught(error) }
        fail(.connectionFailed, "\(error)", context)
    }

    private func received(_ head: HTTPResponseHead, _ context: ChannelHandlerContext) {
        guard head.status == .switchingProtocols else {
            state = .refused(head.status, "")
            return
        }
        if let fault = fault(of: head) { return fail(.badHandshake, fault, context) }
        let subprotocol = head.headers.first(name: "Sec-WebSocket-Protocol")
        state = .upgrading(following: [])
        let pipeline = context.pipeline.syncOperations
        // Frames that came behind the response are passed on by the decoder as it leaves.
        pipeline.removeHandler(decoder).assumeIsolated()
            .flatMap { () -> EventLoopFuture<Void> in pipeline.removeHandler(self.encoder) }
            .whenComplete { _ in self.install(subprotocol: subprotocol, context) }
    }

    private func fault(of head: HTTPResponseHead) -> String? {
        let key = request.headers.first(name: "Sec-WebSocket-Key") ?? ""
        guard UpgradeHandshake.has("websocket", in: head.headers, name: "Upgrade"),
            UpgradeHandshake.has("upgrade", in: head.headers, name: "Connection")
        else { return "the answer does not upgrade to WebSocket" }
        guard head.headers.first(name: "Sec-WebSocket-Accept") == HandshakeKey.accept(for: key) else {
            return "Sec-WebSocket-Accept does not match the key"
        }
        guard !head.headers.contains(name: "Sec-WebSocket-Extensions") else {
            return "the server chose an extension that was not offered"
        }
        if let chosen = head.headers.first(name: "Sec-WebSocket-Protocol"), !subprotocols.contains(chosen) {
            return "the server chose the sub-protocol \(chosen), which was not offered"
        }
        return nil
    }

    private func install(subprotocol: String?, _ context: ChannelHandlerContext) {
        guard case .upgrading(let following) = state, context.channel.isActive else { return }
        timer?.cancel()
        timer = nil
        let frames = FrameHandler(side: .client, configuration: configuration)
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandler(frames, position: .after(self))
        } catch {
            return fail(.connectionFailed, "\(error)", context)
        }
        state = .done
        guard let connection = frames.open(subprotocol: subprotocol, makeHandler: makeHandler) else {
            return fail(.connectionFailed, "connection ended during the handshake", context)
        }
        outcome.succeed(connection)
        for bytes in following { context.fireChannelRead(bytes) }
        if !following.isEmpty { context.fireChannelReadComplete() }
        pipeline.removeHandler(self, promise: nil)
    }

    private func failRefused(_ context: ChannelHandlerContext) {
        guard case .refused(let status, let text) = state else { return }
        let message = String(text.prefix(1024).split(separator: "\n").first ?? "")
        fail(.refused, status: Int(status.code), message.isEmpty ? status.reasonPhrase : message, context)
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
