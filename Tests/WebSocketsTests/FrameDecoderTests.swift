import NIOCore
import Testing

@testable import WebSockets

@Suite("Frame decoder")
struct FrameDecoderTests {
    @Test(arguments: [0, 1, 7, 8, 9, 125, 126, 127, 128, 65535, 65536, 70001])
    func `a message of any length form comes out as it went in`(length: Int) {
        let text = String(repeating: "s", count: length)
        let result = FrameDecoder.run([Wire.text(text)])
        #expect(result.events == [.text(ByteBuffer(string: text))])
        #expect(result.violation == nil)
    }

    @Test func `a cut at any byte changes nothing`() {
        let stream =
            Wire.text("Grüße", isFinal: false) + Wire.frame(9, [1, 2, 3]) + Wire.frame(0, Array(", 充电".utf8))
            + Wire.frame(10) + Wire.frame(2, Array(repeating: 7, count: 130)) + Wire.close(1000, "bye")
        let whole = FrameDecoder.run([stream]) { $0.acceptsBinary = true }
        #expect(whole.events.count == 5)
        for cut in 0...stream.count {
            let halves = FrameDecoder.run([Array(stream[..<cut]), Array(stream[cut...])]) { $0.acceptsBinary = true }
            #expect(halves.events == whole.events, "cut at \(cut)")
        }
        let single = FrameDecoder.run(stream.map { [$0] }) { $0.acceptsBinary = true }
        #expect(single.events == whole.events)
    }

    @Test func `a character may be split between fragments`() {
        let bytes = Array("a€😀".utf8)
        for cut in 0...bytes.count {
            let first = Wire.frame(1, Array(bytes[..<cut]), isFinal: false)
            let result = FrameDecoder.run([first + Wire.frame(0, Array(bytes[cut...]))])
            #expect(result.events == [.text(ByteBuffer(string: "a€😀"))])
        }
    }

    @Test func `control frames between fragments do not disturb the message`() {
        let result = FrameDecoder.run([
            Wire.text("a", isFinal: false) + Wire.frame(9, [5]) + Wire.frame(10, [6]) + Wire.frame(0, [0x62])
        ])
        #expect(result.events == [.ping(ByteBuffer(bytes: [5])), .pong, .text(ByteBuffer(string: "ab"))])
    }

    @Test func `a client reads unmasked frames and refuses masked ones`() {
        let plain = FrameDecoder.run([Wire.frame(1, [0x61], mask: nil)], side: .client)
        #expect(plain.events == [.text(ByteBuffer(string: "a"))])
        let masked = FrameDecoder.run([Wire.frame(1, [0x61])], side: .client)
        #expect(masked.violation?.code == .protocolError)
    }

    @Test(arguments: [
        ("unmasked frame", Wire.frame(1, [0x61], mask: nil)),
        ("RSV1", Wire.frame(1, [0x61], reserved: 0x40)),
        ("RSV2", Wire.frame(1, [0x61], reserved: 0x20)),
        ("RSV3", Wire.frame(9, [], reserved: 0x10)),
        ("data opcode 3", Wire.frame(3)),
        ("control opcode 11", Wire.frame(11)),
        ("fragmented ping", Wire.frame(9, [], isFinal: false)),
        ("long ping", Wire.frame(9, Array(repeating: 0, count: 126))),
        ("continuation of nothing", Wire.frame(0, [0x61])),
        ("text inside a message", Wire.text("a", isFinal: false) + Wire.text("b")),
        ("close with one byte", Wire.frame(8, [3])),
        ("close 0", Wire.close(0)), ("close 999", Wire.close(999)), ("close 1004", Wire.close(1004)),
        ("close 1005", Wire.close(1005)), ("close 1006", Wire.close(1006)), ("close 1015", Wire.close(1015)),
        ("close 2999", Wire.close(2999)), ("close 5000", Wire.close(5000)),
        ("length with the highest bit", [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]),
    ])
    func `breaking the protocol ends with 1002`(name: String, bytes: [UInt8]) {
        let result = FrameDecoder.run([bytes])
        #expect(result.violation?.code == .protocolError, "\(name)")
    }

    @Test(
        arguments: [
            [0x80], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
            Array("12345678".utf8) + [0xFF],
        ] as [[UInt8]])
    func `text that is not UTF-8 ends with 1007`(bytes: [UInt8]) {
        #expect(FrameDecoder.run([Wire.frame(1, bytes)]).violation?.code == .invalidPayload)
        #expect(FrameDecoder.run([Wire.frame(8, [0x03, 0xE8] + bytes)]).violation?.code == .invalidPayload)
    }

    @Test(arguments: [1000, 1001, 1002, 1003, 1007, 1011, 1012, 1013, 1014, 3000, 4400, 4999] as [UInt16])
    func `a close code that may be sent is read`(code: UInt16) {
        let result = FrameDecoder.run([Wire.close(code, "so") + Wire.text("too late")])
        #expect(result.events == [.close(WebSocketCloseCode(rawValue: code), reason: "so")])
    }

    @Test func `an empty close frame has no status`() {
        #expect(FrameDecoder.run([Wire.frame(8)]).events == [.close(.noStatus, reason: "")])
    }

    @Test func `the size of a message is limited over all its fragments and before its bytes come`() {
        let limit: (inout WebSocketConfiguration) -> Void = { $0.maximumMessageSize = 10 }
        #expect(FrameDecoder.run([Wire.text("0123456789")], limit).events.count == 1)
        #expect(FrameDecoder.run([Wire.text("0123456789a")], limit).violation?.code == .messageTooBig)
        let parts = Wire.text("01234", isFinal: false) + Wire.frame(0, Array("567890".utf8))
        #expect(FrameDecoder.run([parts], limit).violation?.code == .messageTooBig)
        let announced: [UInt8] = [0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4]
        #expect(FrameDecoder.run([announced], limit).violation?.code == .messageTooBig)
    }

    @Test func `the number of fragments is limited`() {
        let parts =
            Wire.text("", isFinal: false) + Array(repeatElement(Wire.frame(0, [], isFinal: false), count: 4).joined())
        #expect(FrameDecoder.run([parts]) { $0.maximumFragments = 5 }.violation == nil)
        #expect(FrameDecoder.run([parts]) { $0.maximumFragments = 4 }.violation?.code == .policyViolation)
    }

    @Test func `binary is refused with 1003 unless it is wanted`() {
        #expect(FrameDecoder.run([Wire.frame(2, [1])]).violation?.code == .unsupportedData)
        let wanted = FrameDecoder.run([Wire.frame(2, [1])]) { $0.acceptsBinary = true }
        #expect(wanted.events == [.binary(ByteBuffer(bytes: [1]))])
    }
}
