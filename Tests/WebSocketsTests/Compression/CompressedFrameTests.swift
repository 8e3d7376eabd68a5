import NIOCore
import Testing

@testable import WebSockets

@Suite("Compressed frames")
struct CompressedFrameTests {
    private static let hello: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]

    private func run(
        _ pieces: [[UInt8]], limit: Int = 1 << 20
    ) -> (events: [FrameDecoder.Event], violation: ProtocolViolation?) {
        var configuration = WebSocketConfiguration()
        configuration.maximumMessageSize = limit
        var decoder = FrameDecoder(side: .server, configuration: configuration, inflater: DeflateCodec())
        var events: [FrameDecoder.Event] = []
        do {
            for piece in pieces {
                decoder.append(ByteBuffer(bytes: piece))
                while let event = try decoder.next() { events.append(event) }
            }
        } catch {
            return (events, error)
        }
        return (events, nil)
    }

    private func text(_ text: String) -> FrameDecoder.Event { .text(ByteBuffer(string: text)) }

    /// RFC 7692, sections 7.2.3.1 and 7.2.3.3 to 7.2.3.6.
    @Test(arguments: [
        (hello, "Hello"),
        ([0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00], "Hello"),
        ([0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00], "Hello"),
        ([0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00], "Hello"),
        ([0x00], ""),
    ])
    func `the examples of the standard are read`(payload: [UInt8], message: String) {
        let outcome = run([Wire.frame(1, payload, reserved: 0x40)])
        #expect(outcome.events == [text(message)])
        #expect(outcome.violation == nil)
    }

    @Test func `a compressed message may be cut into fragments, with a ping between them, and plain ones may follow`() {
        let outcome = run([
            Wire.frame(1, Array(Self.hello[..<3]), isFinal: false, reserved: 0x40), Wire.frame(9, [7]),
            Wire.frame(0, Array(Self.hello[3...])), Wire.text("plain"), Wire.frame(1, Self.hello, reserved: 0x40),
        ])
        #expect(outcome.events == [.ping(ByteBuffer(bytes: [7])), text("Hello"), text("plain"), text("Hello")])
    }

    @Test(arguments: [
        [Wire.frame(1, hello, reserved: 0x60)], [Wire.frame(1, hello, reserved: 0x20)],
        [Wire.frame(9, [], reserved: 0x40)], [Wire.frame(8, [], reserved: 0x40)],
        [Wire.frame(1, [0xF2], isFinal: false, reserved: 0x40), Wire.frame(0, [0x48], reserved: 0x40)],
    ])
    func `the bit of compression stands on the first frame of a message and nowhere else`(pieces: [[UInt8]]) {
        #expect(run(pieces).violation?.code == .protocolError)
    }

    @Test func `without an agreement the bit ends the connection with 1002`() {
        #expect(FrameDecoder.run([Wire.frame(1, Self.hello, reserved: 0x40)]).violation?.code == .protocolError)
    }

    /// The second is the standard's example of a message that refers to the one before (section 7.2.3.2).
    @Test(arguments: [[0xFF, 0xFF, 0xFF], [0xF2, 0x00, 0x11, 0x00, 0x00], [0xF2, 0x48, 0xCD], []] as [[UInt8]])
    func `what cannot be inflated by itself ends the connection with 1007`(payload: [UInt8]) {
        let outcome = run([Wire.frame(1, Self.hello, reserved: 0x40), Wire.frame(1, payload, reserved: 0x40)])
        #expect(outcome.events == [text("Hello")])
        #expect(outcome.violation?.code == .invalidPayload)
    }

    @Test func `a message that inflates beyond the limit is refused with 1009, and one that just fits is not`() throws {
        let limit = 4_096
        let codec = DeflateCodec()
        for (size, isRefused) in [(limit, false), (limit + 1, true), (10 << 20, true)] {
            let zeros = ByteBuffer(repeating: UInt8(ascii: "0"), count: size)
            let bomb = try #require(codec.deflate(zeros, windowBits: 15))
            var frames: [[UInt8]] = []
            for start in stride(from: 0, to: bomb.readableBytes, by: 1_000) {
                let piece = Array(bomb.readableBytesView.dropFirst(start).prefix(1_000))
                frames.append(
                    Wire.frame(
                        start == 0 ? 1 : 0, piece, isFinal: start + 1_000 >= bomb.readableBytes,
                        reserved: start == 0 ? 0x40 : 0))
            }
            let outcome = run(frames, limit: limit)
            #expect(outcome.violation?.code == (isRefused ? .messageTooBig : nil))
            #expect(outcome.events.count == (isRefused ? 0 : 1))
        }
    }

    @Test func `inflated text is checked like any other`() throws {
        let bad = try #require(
            DeflateCodec().deflate(ByteBuffer(repeating: 0xFF, count: 400), windowBits: 15))
        #expect(run([Wire.frame(1, Array(buffer: bad), reserved: 0x40)]).violation?.code == .invalidPayload)
    }

    @Test func `no bytes whatever trap`() {
        var random = SeededGenerator(state: 7692)
        for _ in 0..<2_000 {
            let payload = random.bytes(Int.random(in: 0...120, using: &random))
            _ = run([Wire.frame(1, payload, reserved: 0x40)], limit: 1_000)
        }
    }
}
