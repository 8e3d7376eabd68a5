import NIOCore
import Testing

@testable import WebSockets

@Suite("Compressed connections", .timeLimit(.minutes(1)))
struct CompressedConnectionTests {
    private static let offering = RawPeer.request.replacing(
        "\r\n\r\n", with: "\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n")

    private func gate(_ recording: Recording, compressing: Bool = true) -> WebSocketGate {
        { _ in
            recording.accepting {
                $0.compression = compressing ? MessageCompression() : nil
            } onText: { connection, text in
                connection.send(text: text)
            }
        }
    }

    @Test func `what a client offers is agreed on, and long answers come compressed`() async throws {
        let recording = Recording()
        try await TestServer.run(gate: gate(recording)) { server in
            try await RawPeer.connect(to: server) { peer in
                try await peer.send(Self.offering)
                let head = try await peer.head()
                #expect(
                    head.contains(
                        "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover\r\n"
                    ))
                let long = String(repeating: "Heartbeat ", count: 50)
                try await peer.send(Wire.text(long) + Wire.text("short"))
                let answer = try #require(try await peer.frame())
                #expect(answer.opcode == 0xC1)
                let inflated = try DeflateCodec().inflate(ByteBuffer(bytes: answer.payload), limit: 1_000)
                #expect(String(buffer: inflated) == long)
                #expect(try await peer.frame() == RawPeer.Frame(opcode: 0x81, payload: Array("short".utf8)))
            }
        }
    }

    @Test func `without the setting, or without an offer, nothing is agreed on and the bit is refused with 1002`()
        async throws
    {
        for (request, compressing) in [(Self.offering, false), (RawPeer.request, true)] {
            let recording = Recording()
            try await TestServer.run(gate: gate(recording, compressing: compressing)) { server in
                try await RawPeer.connect(to: server) { peer in
                    try await peer.send(request)
                    #expect(try await !peer.head().contains("Sec-WebSocket-Extensions"))
                    try await peer.send(Wire.frame(1, [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00], reserved: 0x40))
                    #expect(try await peer.closeCode() == 1002)
                }
            }
        }
    }
}
