import NIOCore
import Testing

@testable import WebSockets

@Suite("Frame encoder")
struct FrameEncoderTests {
    @Test(arguments: [0, 125, 126, 65535, 65536])
    func `a server's frame has the shortest length form and no mask`(length: Int) {
        let payload = [UInt8](repeating: 0x61, count: length)
        let frame = FrameEncoder(side: .server).frame(.text, ByteBuffer(bytes: payload))
        #expect(Array(buffer: frame) == Wire.frame(1, payload, mask: nil))
    }

    @Test(arguments: [WebSocketEnd.server, .client], [0, 100, 4_095, 4_096, 70_000])
    func `a message of three parts is one frame`(end: WebSocketEnd, length: Int) throws {
        let shared = ByteBuffer(repeating: 0x61, count: length)
        let parts = FrameEncoder(side: end.side).frame(.text, [1, 2], shared, [3])
        let payload = [1, 2] + [UInt8](repeating: 0x61, count: length) + [3]
        let frame = parts.flatMap { Array(buffer: $0) }
        if end == .server { #expect(frame == Wire.frame(1, payload, mask: nil)) }
        var decoder = FrameDecoder(side: end == .server ? .client : .server, configuration: WebSocketConfiguration())
        decoder.append(ByteBuffer(bytes: frame))
        guard case .text(let text)? = try decoder.next() else { return #expect(Bool(false)) }
        #expect(Array(buffer: text) == payload)
    }

    @Test func `a message in fragments is put together again`() throws {
        let encoder = FrameEncoder(side: .client)
        let payload: [UInt8] = Array("in three parts".utf8)
        let frames = [
            encoder.fragment(.text, payload[..<3], isLast: false),
            encoder.fragment(.continuation, payload[3..<8], isLast: false),
            encoder.fragment(.continuation, payload[8...], isLast: true),
        ]
        #expect(frames.map { $0.getInteger(at: 0, as: UInt8.self) } == [0x01, 0x00, 0x80])
        var decoder = FrameDecoder(side: .server, configuration: WebSocketConfiguration())
        for frame in frames { decoder.append(frame) }
        guard case .text(let text)? = try decoder.next() else { return #expect(Bool(false)) }
        #expect(Array(buffer: text) == payload)
    }

    @Test func `a client's frames are masked with different keys`() {
        let frames = (0..<2).map { _ in
            Array(buffer: FrameEncoder(side: .client).frame(.text, ByteBuffer(string: "same")))
        }
        #expect(frames[0] != frames[1])
    }

    @Test func `a close reason is cut at a character to fit`() {
        let frame = FrameEncoder(side: .server).close(.normal, reason: String(repeating: "€", count: 50))
        let reason = String(repeating: "€", count: 41)
        #expect(Array(buffer: frame) == Wire.close(1000, reason, mask: nil))
    }

    @Test(arguments: [.noStatus, .abnormal, 1015, 0, 5000] as [WebSocketCloseCode])
    func `a code that may not be sent is left out`(code: WebSocketCloseCode) {
        #expect(Array(buffer: FrameEncoder(side: .server).close(code, reason: "x")) == [0x88, 0])
    }
}

enum WebSocketEnd: Sendable {
    case server, client

    var side: FrameDecoder.Side { self == .server ? .server : .client }
}
