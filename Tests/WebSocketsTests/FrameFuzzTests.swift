import NIOCore
import Testing

@testable import WebSockets

@Suite("Frame codec, fuzzed")
struct FrameFuzzTests {
    @Test(arguments: 0..<8 as Range<UInt64>)
    func `no bytes make the decoder trap, and how they are cut makes no difference`(seed: UInt64) {
        var random = SeededGenerator(state: seed)
        for _ in 0..<300 {
            let stream = Self.brokenStream(using: &random)
            let whole = FrameDecoder.run([stream], Self.limits)
            let cut = FrameDecoder.run(Self.cut(stream, using: &random), Self.limits)
            #expect(cut.events == whole.events)
            #expect(cut.violation == whole.violation)
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `what the encoder writes the decoder of the other side reads`(seed: UInt64) {
        var random = SeededGenerator(state: seed)
        for _ in 0..<100 {
            let bytes = ByteBuffer(bytes: random.bytes(.random(in: 0...300, using: &random)))
            for (side, other) in [(FrameDecoder.Side.client, FrameDecoder.Side.server), (.server, .client)] {
                let frame = FrameEncoder(side: side).frame(.binary, bytes)
                let result = FrameDecoder.run([Array(buffer: frame)], side: other) { $0.acceptsBinary = true }
                #expect(result.events == [.binary(bytes)])
            }
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `the UTF-8 check agrees with the standard library`(seed: UInt64) {
        var random = SeededGenerator(state: seed)
        for _ in 0..<2000 {
            var bytes = Array(String(["a", "é", "€", "😀", "\u{7F}", "0"].randomElement(using: &random) ?? "").utf8)
            bytes += Array("plain ascii text, 16+".utf8.prefix(.random(in: 0...20, using: &random)))
            bytes += Array("ü漢🚗".utf8)
            let place = Int.random(in: 0..<bytes.count, using: &random)
            if Bool.random(using: &random) { bytes[place] = .random(in: 0...255, using: &random) }
            if Bool.random(using: &random) { bytes.removeLast() }
            let expected = String(validating: bytes, as: UTF8.self) != nil
            #expect(bytes.withUnsafeBytes { UTF8Check.isValid($0) } == expected, "\(bytes)")
        }
    }

    @Test func `masking agrees with the definition at every offset and length`() {
        let key = MaskingKey(littleEndian: 0xD4C3_B2A1)
        let octets: [UInt8] = [0xA1, 0xB2, 0xC3, 0xD4]
        for offset in 0..<9 {
            for count in 0..<40 {
                let source = (0..<count).map { UInt8($0 * 7 & 0xFF) }
                var target = [UInt8](repeating: 0, count: count + 1)
                target.withUnsafeMutableBytes { target in
                    source.withUnsafeBytes { source in
                        guard let from = source.baseAddress, let to = target.baseAddress else { return }
                        key.apply(from: from, to: to, count: count, offset: offset)
                    }
                }
                #expect(target == source.enumerated().map { $0.element ^ octets[($0.offset + offset) % 4] } + [0])
            }
        }
    }

    private static func limits(_ configuration: inout WebSocketConfiguration) {
        configuration.acceptsBinary = true
        configuration.maximumMessageSize = 4096
        configuration.maximumFragments = 16
    }

    /// Mostly good frames, now and then with bytes changed, left out or thrown in.
    private static func brokenStream(using random: inout SeededGenerator) -> [UInt8] {
        var stream: [UInt8] = []
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let opcode: UInt8 =
                [0, 1, 2, 8, 9, 10, .random(in: 0...15, using: &random)].randomElement(using: &random) ?? 1
            let size = [0, 1, 5, 125, 126, 200].randomElement(using: &random) ?? 0
            let text = [UInt8](repeating: UInt8.random(in: 0x20...0x7E, using: &random), count: size)
            stream += Wire.frame(
                opcode, text, isFinal: Int.random(in: 0..<3, using: &random) > 0, mask: random.bytes(4))
        }
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            stream[Int.random(in: 0..<stream.count, using: &random)] = .random(in: 0...255, using: &random)
        }
        return Bool.random(using: &random) ? stream : Array(stream.dropFirst(.random(in: 0...3, using: &random)))
    }

    private static func cut(_ stream: [UInt8], using random: inout SeededGenerator) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = stream[...]
        while !rest.isEmpty {
            pieces.append(Array(rest.prefix(.random(in: 1...40, using: &random))))
            rest = rest.dropFirst(pieces.last?.count ?? 1)
        }
        return pieces
    }
}
