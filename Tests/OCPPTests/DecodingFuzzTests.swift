import JSON
import OCPP
import TestSupport
import Testing

@Suite("Decoding random frames")
struct DecodingFuzzTests {
    private static let folders = [
        "valid/chargePoint", "valid/centralSystem", "valid/answers", "lenient", "malformed", "malformed-requests",
    ]

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a mutated frame is read, refused or ignored, and what is read can be sent`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let frames = try Self.folders.flatMap { try FrameFile.all(in: $0).map { try $0.bytes() } }
        for round in 0..<8000 {
            var bytes = frames[round % frames.count]
            for _ in 0..<Int.random(in: 1...3, using: &generator) { mutate(&bytes, &generator) }
            let sender: OCPP16.Sender = Bool.random(using: &generator) ? .chargePoint : .centralSystem
            try expectUsable(OCPP16.decode(bytes, from: sender))
        }
    }

    @Test func `values of the wrong kind in every place are read or refused`() throws {
        var generator = SeededGenerator(seed: 9)
        let frames = try Self.folders.prefix(2).flatMap { try FrameFile.all(in: $0).map { try $0.bytes() } }
        for round in 0..<4000 {
            var value = try JSONValue(parsing: frames[round % frames.count])
            for _ in 0..<3 { value = replaced(value, &generator) }
            try expectUsable(OCPP16.decode(value.encoded(), from: round % 2 == 0 ? .chargePoint : .centralSystem))
        }
    }

    private func expectUsable(_ frame: Frame) throws {
        switch frame {
        case .call(let call):
            #expect(throws: Never.self) { try JSONValue(parsing: call.request.encodedCall(id: call.id)) }
            guard let values = call.request as? OCPP16.MeterValues else { return }
            let numbers = values.meterValue.flatMap(\.sampledValue).compactMap(\.normalised.value)
            #expect(numbers.allSatisfy { $0.isFinite })
        case .refused(let refusal):
            #expect(try JSONValue(parsing: refusal.encoded())[1]?.string == refusal.id.text)
        case .result(let result):
            for request in OCPPSamples.requests { _ = try? open(request, result) }
        case .error, .unreadableAnswer, .ignored: break
        }
    }

    private func open<Request: OCPPRequest>(_ request: Request, _ result: CallResult) throws {
        _ = try result.response(to: Request.self)
    }

    private func replaced(_ value: JSONValue, _ generator: inout SeededGenerator) -> JSONValue {
        if Int.random(in: 0..<12, using: &generator) == 0 {
            let others: [JSONValue] = [
                nil, true, 5, -1, 1e300, 0.5, .integer(.max), .integer(.min), "", "\u{0}", "99999-01-01T00:00:00Z", [],
                [:],
                [[]], ["a": nil],
            ]
            return others.randomElement(using: &generator) ?? nil
        }
        switch value {
        case .null, .bool, .integer, .number, .string: return value
        case .array(let elements): return .array(elements.map { replaced($0, &generator) })
        case .object(var object):
            for name in object.names { object[name] = object[name].map { replaced($0, &generator) } }
            return .object(object)
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let pieces = ["null", "\\u0000", "-1", "1e999", "[]", "{}", "\"\"", ",", "\u{FFFD}", "9999999999999999999999"]
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes.insert(contentsOf: (pieces.randomElement(using: &generator) ?? "").utf8, at: place)
        case 1: bytes.removeSubrange(place..<min(place + 5, bytes.count))
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
        default: if place < bytes.count { bytes[place] = UInt8.random(in: 32...126, using: &generator) }
        }
    }
}
