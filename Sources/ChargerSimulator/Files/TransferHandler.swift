import Crypto
import NIOCore
import NIOHTTP1

/// One request over one connection, which ends with it; neither side is ever held in memory whole.
///
/// The promise is kept once, whatever happens to the connection.
final class TransferHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private static let longest = TimeAmount.hours(1)

    private let transfer: FileTransfer
    private let outcome: EventLoopPromise<TransferOutcome>
    private var isOver = false
    private var context: ChannelHandlerContext?
    private var deadline: Scheduled<Void>?
    private var digest = SHA256()
    /// Bytes of the file, either way.
    private var carried = 0
    /// As the server declares it.
    private var announced: Int?
    /// What the file that is sent is cut from.
    private var block = ByteBuffer()

    init(_ transfer: FileTransfer, outcome: EventLoopPromise<TransferOutcome>) {
        self.transfer = transfer
        self.outcome = outcome
    }

    /// Ends the transfer; nothing happens where it has ended.
    func finish(_ end: TransferOutcome) {
        guard !isOver else { return }
        isOver = true
        deadline?.cancel()
        outcome.succeed(end)
        context?.close(promise: nil)
    }

    // MARK: The connection

    func channelActive(context: ChannelHandlerContext) {
        guard !isOver else { return context.close(promise: nil) }
        self.context = context
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: Self.longest) {
            self.finish(.failed("it took too long"))
        }
        context.write(wrapOutboundOut(.head(head())), promise: nil)
        switch transfer.work {
        case .download: context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .upload(let file):
            block = file.block()
            sendMore()
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        finish(.failed("the connection ended"))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish(.failed("\(error)"))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { return finish(.failed("nothing moved")) }
        context.fireUserInboundEventTriggered(event)
    }

    private func head() -> HTTPRequestHead {
        var fields: HTTPHeaders = [
            "Host": transfer.address.authority, "Connection": "close", "User-Agent": "charger-simulator",
        ]
        guard case .upload(let file) = transfer.work else {
            return HTTPRequestHead(version: .http1_1, method: .GET, uri: transfer.address.target, headers: fields)
        }
        fields.add(name: "Content-Length", value: String(file.size))
        fields.add(name: "Content-Type", value: "text/plain")
        fields.add(name: "Content-Disposition", value: "attachment; filename=\"\(file.name)\"")
        return HTTPRequestHead(version: .http1_1, method: .PUT, uri: transfer.address.target, headers: fields)
    }

    // MARK: What is sent

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        // Not at once, since the change may come from within a write of ours.
        guard context.channel.isWritable else { return }
        context.eventLoop.assumeIsolated().execute { self.sendMore() }
    }

    private func sendMore() {
        guard case .upload(let file) = transfer.work, carried < file.size else { return }
        let end = transfer.breaksOff ? file.size / 2 : file.size
        while let context, !isOver, context.channel.isWritable, carried < end {
            let part = block.getSlice(at: 0, length: min(block.readableBytes, end - carried)) ?? block
            carried += part.readableBytes
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(part))), promise: nil)
        }
        guard let context, carried >= end else { return }
        if transfer.breaksOff { return finish(.failed("the connection was broken off half-way")) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    // MARK: What comes back

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): answered(head)
        case .body(let bytes): take(bytes)
        case .end: ended()
        }
    }

    private func answered(_ head: HTTPResponseHead) {
        guard (200...299).contains(head.status.code) else { return finish(.refused(status: Int(head.status.code))) }
        announced = head.headers.first(name: "Content-Length").flatMap { Int($0) }
        if case .download(let limit) = transfer.work, let announced, announced > limit { finish(.tooLarge) }
    }

    private func take(_ bytes: ByteBuffer) {
        guard !isOver, case .download(let limit) = transfer.work else { return }
        carried += bytes.readableBytes
        if transfer.breaksOff, carried >= (announced ?? 0) / 2 {
            return finish(.failed("the connection was broken off half-way"))
        }
        guard carried <= limit else { return finish(.tooLarge) }
        bytes.withUnsafeReadableBytes { digest.update(bufferPointer: $0) }
    }

    private func ended() {
        switch transfer.work {
        case .download: finish(.downloaded(digest: Array(digest.finalize())))
        case .upload(let file):
            finish(carried == file.size ? .uploaded : .failed("the server did not wait for the file"))
        }
    }
}
