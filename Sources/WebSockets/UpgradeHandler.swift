import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Stands first in a new connection's pipeline until it is known what the connection will be.
///
/// It reads the first head itself. Either everything goes on, from the first byte, to the HTTP handlers it then puts
/// behind itself; or the request is put before the gate, and the connection becomes a WebSocket or ends with a refusal.
/// While it passes HTTP on it can still be told to take the connection over, for an upgrade that was not the first request.
final class UpgradeHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    typealias HTTPChannel = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    enum FirstRequest: Sendable {
        case http(HTTPChannel)
        case upgrade(UpgradeRequest)
    }

    private enum State {
        case awaitingHead(HTTPHeadReader)
        /// The gate is at work; nothing more is read meanwhile. What came behind the head waits.
        case deciding(HTTPHead, following: ByteBuffer)
        case passing
        /// The answer is written; what still comes is thrown away.
        case ending
    }

    private let configuration: HTTPWebSocketChannel.Configuration
    private let logger: Logger
    private let firstRequest: EventLoopPromise<FirstRequest>
    /// Finished when the client of an HTTP connection sends no more: nobody waits for what is being done for it.
    private let departure: AsyncStream<Void>.Continuation
    private var state: State
    private var context: ChannelHandlerContext?
    private var timer: NIOScheduledCallback?
    private var readIsWanted = false
    private var isQuiescing = false

    init(
        configuration: HTTPWebSocketChannel.Configuration, logger: Logger,
        firstRequest: EventLoopPromise<FirstRequest>, departure: AsyncStream<Void>.Continuation
    ) {
        self.configuration = configuration
        self.logger = logger
        self.firstRequest = firstRequest
        self.departure = departure
        self.state = .awaitingHead(HTTPHeadReader(maximumBytes: configuration.maximumHeaderBytes))
    }

    // MARK: What the connection's task calls

    /// Carries out the gate's decision on the first request; `nil` unless HTTP goes on.
    func apply(_ decision: UpgradeDecision) throws -> HTTPChannel? {
        guard case .deciding(let head, let following) = state, let context else { return nil }
        switch decision {
        case .accept where isQuiescing:
            refuse(.unavailable(retryAfter: .seconds(1), "server is going down"), context)
        case .accept(let acceptance):
            accept(acceptance, head, following: following, context)
        case .refuse(let refusal):
            refuse(refusal, context)
        case .notWebSocket:
            return try pass(Self.withoutUpgrade(head, following: following), context)
        }
        return nil
    }

    /// Turns a connection that served HTTP into a WebSocket; the HTTP handlers stay behind and get nothing any more.
    func takeOver(_ acceptance: WebSocketAcceptance, _ head: HTTPHead) throws {
        guard case .passing = state, let context else { throw ChannelError.ioOnClosedChannel }
        let pipeline = context.pipeline.syncOperations
        let keepAlive = try pipeline.context(handlerType: HTTPConnectionStateHandler.self)
        pipeline.removeHandler(context: keepAlive, promise: nil)
        accept(acceptance, head, following: ByteBuffer(), context)
    }

    // MARK: Inbound

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        schedule(in: configuration.headerTimeout)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        stopTimer()
        self.context = nil
        firstRequest.fail(ChannelError.eof)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .awaitingHead(let reader):
            read(unwrapInboundIn(data), reader, context)
        case .deciding(let head, var following):
            following.writeImmutableBuffer(unwrapInboundIn(data))
            state = .deciding(head, following: following)
        case .passing:
            context.fireChannelRead(data)
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
        case .deciding: readIsWanted = true
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        stopTimer()
        firstRequest.fail(ChannelError.eof)
        departure.finish()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .passing = state { return context.fireErrorCaught(error) }
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch (state, event) {
        case (.passing, _):
            if case ChannelEvent.inputClosed = event { departure.finish() }
            context.fireUserInboundEventTriggered(event)
        case (_, ChannelEvent.inputClosed), (.awaitingHead, is ChannelShouldQuiesceEvent):
            context.close(promise: nil)
        case (_, is ChannelShouldQuiesceEvent):
            isQuiescing = true
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    private func read(_ bytes: ByteBuffer, _ reader: HTTPHeadReader, _ context: ChannelHandlerContext) {
        var reader = reader
        state = .ending  // so that the buffer is not shared while it grows
        do {
            if let (head, size) = try reader.append(bytes) {
                try received(head, size: size, of: reader.bytes, context)
            } else {
                state = .awaitingHead(reader)
            }
        } catch HTTPHead.Fault.tooLong {
            refuse(UpgradeRefusal(status: 431, body: "request header is too long"), context)
        } catch HTTPHead.Fault.malformed {
            refuse(.badRequest("not an HTTP request"), context)
        } catch {
            firstRequest.fail(error)
            context.close(promise: nil)
        }
    }

    private func received(_ head: HTTPHead, size: Int, of bytes: ByteBuffer, _ context: ChannelHandlerContext) throws {
        var following = bytes
        following.moveReaderIndex(forwardBy: size)
        guard UpgradeHandshake.isWanted(by: head) else {
            let isPlain = head.first("Upgrade") == nil
            let request = isPlain ? bytes : Self.withoutUpgrade(head, following: following)
            firstRequest.succeed(.http(try pass(request, context)))
            return
        }
        if let refusal = UpgradeHandshake.refusal(of: head) { return refuse(refusal, context) }
        state = .deciding(head, following: following)
        schedule(in: configuration.gateTimeout)
        let request = UpgradeRequest(
            target: head.start.count > 1 ? String(head.start[1]) : "/", headerFields: head.fields,
            isSecure: configuration.isSecure, channel: context.channel)
        firstRequest.succeed(.upgrade(request))
    }

    // MARK: The three ways on

    private func pass(_ request: ByteBuffer, _ context: ChannelHandlerContext) throws -> HTTPChannel {
        stopTimer()
        let channel = try addHTTPHandlers(to: context.channel)
        state = .passing
        context.fireChannelRead(NIOAny(request))
        context.fireChannelReadComplete()
        if isQuiescing { context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        resumeReading(context)
        return channel
    }

    /// The HTTP parser stops behind a request that wants to upgrade, so a wish that is not granted is kept from it.
    private static func withoutUpgrade(_ head: HTTPHead, following: ByteBuffer) -> ByteBuffer {
        let fields = head.fields.filter { $0.name.lowercased() != "upgrade" }.map { ($0.name, $0.value) }
        var request = UpgradeHandshake.bytes(head.start.joined(separator: " "), fields)
        request.writeImmutableBuffer(following)
        return request
    }

    /// As Hummingbird's own channel has them.
    private func addHTTPHandlers(to channel: any Channel) throws -> HTTPChannel {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = configuration.maximumHeaderBytes
        limits.maxHeaderListSize = configuration.maximumHeaderBytes
        let pipeline = channel.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
            withEncoderConfiguration: .init(), withDecoderLimitConfiguration: limits)
        try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: configuration.isSecure))
        try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: configuration.idleTimeout, logger: logger))
        return try HTTPChannel(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }

    private func refuse(_ refusal: UpgradeRefusal, _ context: ChannelHandlerContext) {
        state = .ending
        let written = context.eventLoop.makePromise(of: Void.self)
        // Closing both ways while bytes are unread would reset the connection and could lose the answer.
        written.futureResult.assumeIsolated().whenComplete { _ in context.close(mode: .output, promise: nil) }
        context.writeAndFlush(wrapOutboundOut(UpgradeHandshake.response(refusing: refusal)), promise: written)
        schedule(in: .seconds(2))
        firstRequest.fail(ChannelError.eof)
        resumeReading(context)
    }

    private func accept(
        _ acceptance: WebSocketAcceptance, _ head: HTTPHead, following: ByteBuffer, _ context: ChannelHandlerContext
    ) {
        stopTimer()
        let subprotocol = UpgradeHandshake.subprotocol(of: acceptance, for: head)
        let compression = acceptance.configuration.compression?.negotiate(head, on: context.eventLoop)
        let extensions = compression.map { [("Sec-WebSocket-Extensions", $0.agreement.answer)] } ?? []
        let response = UpgradeHandshake.response(
            accepting: head, subprotocol: subprotocol, headers: extensions + acceptance.headers)
        context.writeAndFlush(wrapOutboundOut(response), promise: nil)
        let frames = FrameHandler(
            side: .server, configuration: acceptance.configuration, compression: compression)
        do {
            try context.pipeline.syncOperations.addHandler(frames, position: .after(self))
        } catch {
            return context.close(promise: nil)
        }
        state = .passing
        guard frames.open(subprotocol: subprotocol, makeHandler: acceptance.makeHandler) != nil else {
            return context.close(promise: nil)
        }
        if following.readableBytes > 0 {
            context.fireChannelRead(NIOAny(following))
            context.fireChannelReadComplete()
        }
        resumeReading(context)
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    private func resumeReading(_ context: ChannelHandlerContext) {
        guard readIsWanted else { return }
        readIsWanted = false
        context.read()
    }

    private func schedule(in delay: Duration) {
        stopTimer()
        // An event loop that has ended refuses; then the connection ends with it.
        timer = try? context?.eventLoop.assumeIsolated().scheduleCallback(in: TimeAmount(delay), handler: self)
    }

    private func stopTimer() {
        timer?.cancel()
        timer = nil
    }
}

extension UpgradeHandler: NIOScheduledCallbackHandler {
    func handleScheduledCallback(eventLoop: some EventLoop) {
        timer = nil
        guard let context else { return }
        switch state {
        case .deciding: refuse(.unavailable(retryAfter: .seconds(10)), context)
        case .awaitingHead, .ending: context.close(promise: nil)
        case .passing: break
        }
    }
}
