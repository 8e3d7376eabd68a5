import NIOCore
import NIOHTTP1
import NIOPosix

/// An HTTP server that answers every request alike.
struct FileServer: Sendable {
    enum Answer: Sendable {
        case ok([UInt8], isChunked: Bool = false)
        /// Half of what is announced.
        case cutShort([UInt8])
        case refusal(Int)
        case silence
    }

    /// What came over one connection.
    struct Heard: Sendable {
        var line = ""
        var disposition: String?
        var bytes = 0
        var isWhole = false
    }

    private let channel: any Channel
    private let connections: AsyncStream<Heard>
    let port: Int

    init(_ answer: Answer) async throws {
        let (connections, ended) = AsyncStream<Heard>.makeStream(bufferingPolicy: .bufferingOldest(8))
        self.connections = connections
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(FileServerHandler(answer, ended))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    func stop() async throws {
        try await channel.close()
    }

    /// What the first connection brought, once it has ended.
    func heard() async -> Heard? {
        await connections.first { _ in true }
    }
}

private final class FileServerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let answer: FileServer.Answer
    private let ended: AsyncStream<FileServer.Heard>.Continuation
    private var heard = FileServer.Heard()

    init(_ answer: FileServer.Answer, _ ended: AsyncStream<FileServer.Heard>.Continuation) {
        self.answer = answer
        self.ended = ended
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            heard.line = "\(head.method) \(head.uri)"
            heard.disposition = head.headers.first(name: "Content-Disposition")
        case .body(let bytes): heard.bytes += bytes.readableBytes
        case .end:
            heard.isWhole = true
            respond(context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        ended.yield(heard)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func respond(_ context: ChannelHandlerContext) {
        switch answer {
        case .ok(let bytes, let isChunked):
            send(.ok, bytes, length: isChunked ? nil : bytes.count, context)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .cutShort(let bytes):
            send(.ok, Array(bytes.prefix(bytes.count / 2)), length: bytes.count, context)
            context.flush()
            context.close(promise: nil)
        case .refusal(let status):
            send(HTTPResponseStatus(statusCode: status), [], length: 0, context)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .silence: break
        }
    }

    private func send(
        _ status: HTTPResponseStatus, _ bytes: [UInt8], length: Int?, _ context: ChannelHandlerContext
    ) {
        var fields = HTTPHeaders()
        if let length { fields.add(name: "Content-Length", value: String(length)) }
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: fields))), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
    }
}
