import NIOCore
import NIOWebSocket

/// Answers every CALL with a result that was written once; only the message id is copied.
///
/// No field of the message is looked at, nothing is decoded or kept: what remains is what sockets, frames and SwiftNIO
/// cost, which is the limit that a real server is compared with.
final class EchoHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    /// Boot, status and start come first and want more in their answer than a time.
    private static let introduction = Array(
        """
        ,{"currentTime":"2026-01-02T03:04:05.678Z","status":"Accepted","interval":300,"transactionId":1,\
        "idTagInfo":{"status":"Accepted"}}]
        """.utf8)
    private static let answer = Array(#",{"currentTime":"2026-01-02T03:04:05.678Z"}]"#.utf8)
    private static let introductions = 3
    private static let longestID = 36

    private var calls = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        switch frame.opcode {
        case .text: answer(frame, context)
        case .ping:
            let pong = WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)
            context.write(Self.wrapOutboundOut(pong), promise: nil)
        case .connectionClose:
            let close = WebSocketFrame(fin: true, opcode: .connectionClose, data: frame.unmaskedData)
            context.writeAndFlush(Self.wrapOutboundOut(close), promise: nil)
            context.close(promise: nil)
        default: break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.flush()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        let text = frame.unmaskedData
        guard let id = Self.id(text.readableBytesView) else { return }
        calls += 1
        let rest = calls <= Self.introductions ? Self.introduction : Self.answer
        var result = context.channel.allocator.buffer(capacity: id.count + rest.count + 5)
        result.writeStaticString("[3,\"")
        result.writeBytes(id)
        result.writeStaticString("\"")
        result.writeBytes(rest)
        context.write(Self.wrapOutboundOut(WebSocketFrame(fin: true, opcode: .text, data: result)), promise: nil)
    }

    /// What stands between the first two quotes of a CALL; nil for anything else.
    private static func id(_ text: ByteBufferView) -> ByteBufferView? {
        guard text.count > 4, text[text.startIndex] == UInt8(ascii: "["),
            text[text.startIndex + 1] == UInt8(ascii: "2"),
            let first = text.firstIndex(of: UInt8(ascii: "\""))
        else { return nil }
        let rest = text[(first + 1)...].prefix(longestID + 1)
        guard let last = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        return rest[..<last]
    }
}
