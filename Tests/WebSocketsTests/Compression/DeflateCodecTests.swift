import NIOCore
import NIOEmbedded
import Testing

@testable import WebSockets

@Suite("Deflate codec")
struct DeflateCodecTests {
    private let codec = DeflateCodec()

    private func meterValues(_ count: Int) -> ByteBuffer {
        ByteBuffer(string: (0..<count).map { #"{"value":"\#($0 * 7)","measurand":"Voltage","unit":"V"}"# }.joined())
    }

    @Test(arguments: 9...15)
    func `what is compressed comes back, whatever the window and whatever came before`(windowBits: Int) throws {
        for count in [5, 100, 3, 2_000, 40] {
            let message = meterValues(count)
            let compressed = try #require(codec.deflate(message, windowBits: Int32(windowBits)))
            #expect(compressed.readableBytes < message.readableBytes)
            #expect(try codec.inflate(compressed, limit: 1 << 20) == message)
        }
    }

    @Test func `a failed message leaves nothing behind`() throws {
        let message = meterValues(10)
        let compressed = try #require(codec.deflate(message, windowBits: 15))
        for _ in 0..<3 {
            #expect(throws: ProtocolViolation.self) { try codec.inflate(ByteBuffer(bytes: [0xFF]), limit: 1_000) }
            #expect(throws: ProtocolViolation.self) { try codec.inflate(compressed, limit: 10) }
            #expect(try codec.inflate(compressed, limit: 1_000) == message)
        }
    }

    @Test func `what does not get shorter, and what is short, is sent as it is`() {
        var random = SeededGenerator(state: 1)
        #expect(codec.deflate(ByteBuffer(bytes: random.bytes(4_096)), windowBits: 15) == nil)
        #expect(codec.deflate(meterValues(10), windowBits: 15) != nil)
        let negotiated = DeflateAgreement(offers: ["permessage-deflate"]).map {
            NegotiatedCompression(agreement: $0, codec: codec)
        }
        #expect(negotiated?.compress(ByteBuffer(repeating: 0x20, count: 255)) == nil)
        #expect(negotiated?.compress(ByteBuffer(repeating: 0x20, count: 256)) != nil)
    }

    @Test func `connections of one event loop share one codec, those of another have another`() {
        let compression = MessageCompression()
        let (first, second) = (EmbeddedEventLoop(), EmbeddedEventLoop())
        #expect(compression.codec(on: first) === compression.codec(on: first))
        #expect(compression.codec(on: first) !== compression.codec(on: second))
    }
}
