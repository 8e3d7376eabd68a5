import JSON
import OCPP
import Testing

@testable import ChargerSimulator

@Suite("Frames of a load run")
struct LoadFrameTests {
    private let milliseconds: Int64 = 1_767_323_045_678

    @Test func `a prepared meter frame is a valid call with its own id, time and register`() throws {
        var frames = try #require(LoadFrames(samples: 4))
        frames.begin(transaction: 42)
        frames.meter.prepare(id: 17, milliseconds: milliseconds, register: 12_345_678)
        guard case .call(let call) = OCPP16.decode(frames.meter.bytes, from: .chargePoint) else {
            Issue.record("not a call")
            return
        }
        let meter = try #require(call.request as? OCPP16.MeterValues)
        try meter.validate()
        #expect(call.id.text == "00000017")
        #expect(meter.transactionId == 42)
        #expect(meter.meterValue.first?.timestamp.timestamp == Timestamp(microseconds: milliseconds * 1000))
        #expect(meter.meterValue.first?.sampledValue.first?.value == "1234567.8")
        #expect(meter.meterValue.first?.sampledValue.count == 4)
    }

    @Test func `the next message changes all three again`() throws {
        var frames = try #require(LoadFrames(samples: 1))
        frames.charging.prepare(id: 1, milliseconds: milliseconds, register: 1)
        let first = frames.charging.bytes
        frames.charging.prepare(id: 99_999_999, milliseconds: milliseconds + 999_123, register: 2)
        guard case .call(let call) = OCPP16.decode(frames.charging.bytes, from: .chargePoint) else {
            Issue.record("not a call")
            return
        }
        let status = try #require(call.request as? OCPP16.StatusNotification)
        #expect(call.id.text == "99999999")
        #expect(status.timestamp?.timestamp == Timestamp(microseconds: (milliseconds + 999_123) * 1000))
        #expect(frames.charging.bytes.count == first.count)
    }

    @Test func `no two samples of one frame are the same measurement`() throws {
        let frames = try #require(LoadFrames(samples: 48))
        guard case .call(let call) = OCPP16.decode(frames.meter.bytes, from: .chargePoint) else {
            Issue.record("not a call")
            return
        }
        let values = (call.request as? OCPP16.MeterValues)?.meterValue.first?.sampledValue ?? []
        let keys = Set(values.map { "\($0.measurand?.text ?? "") \($0.phase?.text ?? "")" })
        #expect(keys.count == 48)
    }

    @Test(arguments: [
        (#"[3,"00000007",{"a":1}]"#, AnswerScanner.Kind.result, true), (#" [ 3 , "00000007" , {} ]"#, .result, true),
        (#"[4,"00000007","X","",{}]"#, .error, true), (#"[3,"00000008",{}]"#, .result, false),
        (#"[3,"7",{}]"#, .result, false), (#"[2,"00000007","Reset",{}]"#, .call, true),
        (#"[3,"0000000x",{}]"#, .result, false),
        ("", .other, false), ("[", .other, false), ("[3", .result, false), (#"[3,""#, .result, false),
        ("{}", .other, false),
    ])
    func `answers are told apart by type and id`(text: String, kind: AnswerScanner.Kind, isExpected: Bool) {
        let found = Array(text.utf8).withUnsafeBytes { AnswerScanner.scan($0, expecting: 7) }
        #expect(found.kind == kind)
        #expect(found.isExpected == isExpected)
    }

    @Test func `ids wrap around with the number`() {
        let found = Array(#"[3,"00000001",{}]"#.utf8).withUnsafeBytes { AnswerScanner.scan($0, expecting: 100_000_001) }
        #expect(found.isExpected)
    }
}
