import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Stands behind the HTTP decoder of a new connection until it is known what the connection will be.
///
/// Its first request either goes on to Hummingbird, or is put before the gate; then the pipeline is rebuilt for
/// WebSocket, or a refusal is written and the connection ends.
final class UpgradeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart
    typealias HTTPChannel = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    enum FirstRequest: Sendable {
        case http(HTTPChannel)
        case upgrade(UpgradeRequest)
    }

    private enum State {
        case awaitingHead
        /// The gate is at work on this head; nothing more is read meanwhile.
        case deciding(HTTPRequestHead, following: [HTTPServerRequestPart])
        case passing
        case upgrading(following: [NIOAny])
        /// The answer is written; what still comes is thrown away.
        case ending
    }

    private let configuration: HTTPWebSocketChannel.Configuration
    private let logger: Logger
    private let encoder: HTTPResponseEncoder
    private let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    private let firstRequest: EventLoopPromise<FirstRequest>
    private var state = State.awaitingHead
    private var context: ChannelHandlerContext?
    private var timer: NIOScheduledCallback?
    private var readIsWanted = false
    private var isQuiescing = false

    init(
        configuration: HTTPWebSocketChannel.Configuration, logger: Logger, encoder: HTTPResponseEncoder,
        decoder: ByteToMessageHandler<HTTPRequestDecoder>, firstRequest: EventLoopPromise<FirstRequest>
    ) {
        self.configuration = configuration
        self.logger = logger
        self.encoder = encoder
        self.decoder = decoder
        self.firstRequest = firstRequest
    }

    // MARK: What the connection's task calls

    /// Carries out the gate's decision on the first request; `nil` unless HTTP goes on.
    func apply(_ decision: UpgradeDecision) throws -> HTTPChannel? {
        guard case .deciding(let head, let following) = state, let context else { return nil }
        switch decision {
        case .accept where isQuiescing:
            refuse(.unavailable(retryAfter: .seconds(1), "server is going down"), context)
        case .accept(let acceptance):
            accept(acceptance, key: head.headers.first(name: "Sec-WebSocket-Key") ?? "", offered: head, context)
        case .refuse(let refusal):
            refuse(refusal, context)
        case .notWebSocket:
            return try pass(head, following: following, context)
        }
        return nil
    }

    // MARK: Inbound

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        schedule(in: configuration.headerTimeout)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        self.context = nil
        firstRequest.fail(ChannelError.eof)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .awaitingHead:
            guard case .head(let head) = unwrapInboundIn(data) else { return }
            received(head, context)
        case .deciding(let head, let following):
            state = .deciding(head, following: following + [unwrapInboundIn(data)])
            checkBody(context)
        case .passing:
            context.fireChannelRead(data)
        case .upgrading(let following):
            state = .upgrading(following: following + [data])
        case .ending:
            break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if case .passing = state { context.fireChannelReadComplete() }
    }

    func read(context: ChannelHandlerContext) {
        switch state {
        case .awaitingHead, .passing, .ending: context.read()
        case .deciding, .upgrading: readIsWanted = true
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        firstRequest.fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch state {
        case .awaitingHead:
            switch error {
            case HTTPParserError.headerOverflow:
                refuse(UpgradeRefusal(status: 431, body: "request header is too long"), context)
            case is HTTPParserError:
                refuse(.badRequest("not an HTTP request"), context)
            default:
                context.close(promise: nil)
            }
        case .passing:
            context.fireErrorCaught(error)
        case .deciding, .upgrading, .ending:
            context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch (state, event) {
        case (.passing, _):
            context.fireUserInboundEventTriggered(event)
        case (_, ChannelEvent.inputClosed), (.awaitingHead, is ChannelShouldQuiesceEvent):
            context.close(promise: nil)
        case (_, is ChannelShouldQuiesceEvent):
            isQuiescing = true
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    private func received(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        guard UpgradeHandshake.isWanted(by: head) else {
            do {
                if let channel = try pass(head, following: [], context) { firstRequest.succeed(.http(channel)) }
            } catch {
                firstRequest.fail(error)
                context.close(promise: nil)
            }
            return
        }
        if let refusal = UpgradeHandshake.refusal(of: head) { return refuse(refusal, context) }
        state = .deciding(head, following: [])
        schedule(in: configuration.gateTimeout)
        firstRequest.succeed(
            .upgrade(
                UpgradeRequest(
                    target: head.uri, headerFields: head.headers.map { (name: $0.name, value: $0.value) },
                    isSecure: configuration.isSecure, channel: context.channel)))
    }

    /// The head and its end are all that an upgrade request has.
    private func checkBody(_ context: ChannelHandlerContext) {
        guard case .deciding(_, let following) = state, case .body? = following.last else { return }
        refuse(.badRequest("an upgrade has no body"), context)
    }

    // MARK: The three ways on

    private func pass(
        _ head: HTTPRequestHead, following: [HTTPServerRequestPart], _ context: ChannelHandlerContext
    ) throws -> HTTPChannel? {
        timer?.cancel()
        timer = nil
        let channel = context.channel
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: configuration.isSecure))
        try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: configuration.idleTimeout, logger: logger))
        let httpChannel = try HTTPChannel(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        state = .passing
        var head = head
        // The parser stops after a request that names an upgrade, so this one is the connection's last.
        if head.headers.contains(name: "Upgrade") { head.headers.replaceOrAdd(name: "Connection", value: "close") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
        for part in following { context.fireChannelRead(wrapInboundOut(part)) }
        if !following.isEmpty { context.fireChannelReadComplete() }
        if isQuiescing { context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        resumeReading(context)
        return httpChannel
    }

    private func refuse(_ refusal: UpgradeRefusal, _ context: ChannelHandlerContext) {
        state = .ending
        let body = ByteBuffer(string: refusal.body + "\n")
        let head = UpgradeHandshake.response(to: refusal, length: body.readableBytes)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let written = context.eventLoop.makePromise(of: Void.self)
        // Closing both ways while bytes are unread would reset the connection and could lose the answer.
        written.futureResult.assumeIsolated().whenComplete { _ in context.close(mode: .output, promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
        schedule(in: .seconds(2))
        firstRequest.fail(ChannelError.eof)
        resumeReading(context)
    }

    private func accept(
        _ acceptance: WebSocketAcceptance, key: String, offered head: HTTPRequestHead, _ context: ChannelHandlerContext
    ) {
        timer?.cancel()
        timer = nil
        state = .upgrading(following: [])
        let subprotocol = acceptance.subprotocol.flatMap { UpgradeHandshake.offers(head, subprotocol: $0) ? $0 : nil }
        let response = UpgradeHandshake.response(to: key, subprotocol: subprotocol, headers: acceptance.headers)
        let pipeline = context.pipeline.syncOperations
        // Bytes that came behind the request are passed on by the decoder as it leaves.
        pipeline.removeHandler(decoder).assumeIsolated()
            .flatMap { () -> EventLoopFuture<Void> in
                context.writeAndFlush(self.wrapOutboundOut(.head(response)), promise: nil)
                return pipeline.removeHandler(self.encoder)
            }
            .whenComplete { result in
                guard case .success = result, context.channel.isActive else { return context.close(promise: nil) }
                self.install(acceptance, subprotocol: subprotocol, context)
            }
    }

    private func install(_ acceptance: WebSocketAcceptance, subprotocol: String?, _ context: ChannelHandlerContext) {
        guard case .upgrading(let following) = state else { return context.close(promise: nil) }
        let frames = FrameHandler(side: .server, configuration: acceptance.configuration)
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandler(frames, position: .after(self))
        } catch {
            return context.close(promise: nil)
        }
        state = .passing
        guard frames.open(subprotocol: subprotocol, makeHandler: acceptance.makeHandler) != nil else {
            return context.close(promise: nil)
        }
        for bytes in following { context.fireChannelRead(bytes) }
        if !following.isEmpty { context.fireChannelReadComplete() }
        if isQuiescing { context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        resumeReading(context)
        pipeline.removeHandler(self, promise: nil)
    }

    private func resumeReading(_ context: ChannelHandlerContext) {
        guard readIsWanted else { return }
        readIsWanted = false
        context.read()
    }

    private func schedule(in delay: Duration) {
        timer?.cancel()
        // An event loop that has ended refuses; then the connection ends with it.
        timer = try? context?.eventLoop.assumeIsolated().scheduleCallback(in: TimeAmount(delay), handler: self)
    }
}

extension UpgradeHandler: RemovableChannelHandler {}

extension UpgradeHandler: NIOScheduledCallbackHandler {
    func handleScheduledCallback(eventLoop: some EventLoop) {
        timer = nil
        guard let context else { return }
        switch state {
        case .deciding: refuse(.unavailable(retryAfter: .seconds(10)), context)
        case .awaitingHead, .upgrading, .ending: context.close(promise: nil)
        case .passing: break
        }
    }
}
