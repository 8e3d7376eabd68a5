import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

@Suite("Pings")
struct PingTests {
    private let channel = EmbeddedChannel()
    private let owner = Owner()
    private let frames: FrameHandler

    init() throws {
        var configuration = WebSocketConfiguration()
        configuration.pingInterval = .seconds(20)
        frames = FrameHandler(side: .server, configuration: configuration)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try channel.pipeline.syncOperations.addHandler(frames)
        _ = frames.open(subprotocol: nil) { _ in owner }
    }

    @Test func `a ping is sent every interval, and a peer that answers stays`() throws {
        for _ in 0..<20 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(20))
            let ping = try #require(try channel.readOutbound(as: ByteBuffer.self))
            #expect(Array(buffer: ping) == Wire.frame(9, mask: nil))
            try channel.writeInbound(ByteBuffer(bytes: Wire.frame(10)))
        }
        #expect(owner.closure == nil)
    }

    @Test func `a peer that sends anything at all stays`() throws {
        for _ in 0..<20 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(39))
            try channel.writeInbound(ByteBuffer(bytes: [0x81]))
            try channel.writeInbound(ByteBuffer(bytes: [0x80, 1, 2, 3, 4]))
        }
        #expect(owner.closure == nil)
    }

    @Test func `a mute peer is dropped within three intervals, but not before two`() {
        channel.embeddedEventLoop.advanceTime(by: .seconds(40))
        #expect(owner.closure == nil)
        channel.embeddedEventLoop.advanceTime(by: .seconds(20))
        #expect(owner.closure?.cause == .mute)
        #expect(!channel.isActive)
    }

    @Test func `who is not read from is not called mute`() {
        frames.setReading(false)
        channel.embeddedEventLoop.advanceTime(by: .seconds(200))
        #expect(owner.closure == nil)
        frames.setReading(true)
        channel.embeddedEventLoop.advanceTime(by: .seconds(30))
        #expect(owner.closure == nil)
    }

    private final class Owner: WebSocketHandler {
        var closure: WebSocketClosure?

        func opened() {}
        func received(text: ByteBuffer) {}
        func closed(_ closure: WebSocketClosure) { self.closure = closure }
    }
}
