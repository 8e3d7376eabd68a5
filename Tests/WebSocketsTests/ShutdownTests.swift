import HummingbirdCore
import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

@Suite("Graceful shutdown", .timeLimit(.minutes(1)))
struct ShutdownTests {
    @Test func `ends without connections`() async throws {
        try await TestServer.run { _ in
            .notWebSocket
        } _: { server in
            try await server.shutDown()
        }
    }

    @Test func `ends with a connection that has sent nothing`() async throws {
        try await TestServer.run {
            $0.headerTimeout = .seconds(600)
        } gate: { _ in
            .notWebSocket
        } _: { server in
            try await RawPeer.connect(to: server) { idle in
                // Connections are accepted in order: when the second is served, the first is there.
                try await RawPeer.connect(to: server) { second in
                    try await second.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                    _ = try await second.head()
                }
                async let end: Void = server.shutDown()
                #expect(try await idle.rest() == "")
                try await end
            }
        }
    }

    @Test func `ends with a kept-alive HTTP connection`() async throws {
        try await TestServer.run { _ in
            .notWebSocket
        } _: { server in
            try await RawPeer.connect(to: server) { peer in
                try await peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = try await peer.head()
                async let end: Void = server.shutDown()
                #expect(try await peer.rest() == "GET /")
                try await end
            }
        }
    }

    @Test(arguments: [Duration.zero, .milliseconds(50)])
    func `an open WebSocket connection is closed with 1001`(jitter: Duration) async throws {
        let recording = Recording()
        try await TestServer.run { _ in
            recording.accepting { $0.shutdownJitter = jitter }
        } _: { server in
            try await RawPeer.upgraded(to: server) { peer in
                async let end: Void = server.shutDown()
                #expect(try await peer.closeCode() == 1001)
                try await peer.send(Wire.close(1001))
                try await end
            }
            #expect(await recording.closure()?.cause == .shutdown)
        }
    }

    @Test func `a peer that ignores the close does not hold it up`() async throws {
        let recording = Recording()
        try await TestServer.run { _ in
            recording.accepting { $0.closeTimeout = .milliseconds(50) }
        } _: { server in
            try await RawPeer.upgraded(to: server) { peer in
                try await server.shutDown()
                #expect(try await peer.closeCode() == 1001)
            }
        }
    }

    @Test func `a request at the gate is refused with 503`() throws {
        let recording = Recording()
        let channel = EmbeddedChannel()
        let service = HTTPWebSocketChannel(responder: { _, _, _ in }, gate: { _ in .notWebSocket })
        let value = try service.setup(channel: channel, logger: Logger(label: "test")).wait()
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try channel.writeInbound(ByteBuffer(string: RawPeer.request))
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(try value.upgrade.value.apply(recording.accepting()) == nil)
        let answer = try channel.readOutbound(as: ByteBuffer.self)
        #expect(answer.map { String(buffer: $0) }?.hasPrefix("HTTP/1.1 503 ") == true)
        _ = try channel.finish(acceptAlreadyClosed: true)
    }
}
