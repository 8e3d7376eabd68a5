import JSON
import OCPP
import TestSupport
import Testing

@Suite("Frames from files")
struct FrameFileTests {
    @Test(arguments: FrameFile.all(in: "valid/chargePoint"))
    func `a charge point's call comes back as it was`(file: FrameFile) throws {
        try expectRoundTrip(file, from: .chargePoint)
    }

    @Test(arguments: FrameFile.all(in: "valid/centralSystem"))
    func `a central system's call comes back as it was`(file: FrameFile) throws {
        try expectRoundTrip(file, from: .centralSystem)
    }

    @Test(arguments: FrameFile.all(in: "valid/answers"))
    func `an answer comes back as it was`(file: FrameFile) throws {
        let bytes = try file.bytes()
        let result = try #require(OCPP16.decode(bytes, from: .chargePoint).result)
        let type = try #require(OCPPSamples.requests.first { Swift.type(of: $0).action == file.expectation })
        #expect(try encodedAnswer(to: type, result) == JSONValue(parsing: bytes))
        #expect(result.notes.isEmpty)
    }

    @Test(arguments: FrameFile.all(in: "lenient"))
    func `what can be understood is understood and noted`(file: FrameFile) throws {
        let call = try #require(OCPP16.decode(try file.bytes(), from: .chargePoint).call)
        let leniency = try #require(Leniency(rawValue: file.expectation))
        #expect(call.notes.contains(leniency))
    }

    @Test(arguments: FrameFile.all(in: "malformed"))
    func `what cannot be understood is refused by its id with 1.6's own code`(file: FrameFile) throws {
        let refusal = try #require(OCPP16.decode(try file.bytes(), from: .chargePoint).refusal)
        let answer = try JSONValue(parsing: refusal.encoded())
        #expect(refusal.code.rawValue == file.expectation)
        #expect(answer[0] == 4)
        #expect(answer[1] == "id7")
        #expect(answer[2]?.string == file.expectation)
        #expect(answer[4] == [:])
    }

    @Test(arguments: FrameFile.all(in: "malformed-requests"))
    func `what a charge point could not understand is refused as strictly as we send`(file: FrameFile) throws {
        let refusal = try #require(OCPP16.decode(try file.bytes(), from: .centralSystem).refusal)
        #expect(refusal.id.text == "id7")
        #expect(refusal.code.rawValue == file.expectation)
    }

    @Test(arguments: FrameFile.all(in: "unreadable"))
    func `a frame without a readable id is refused as -1`(file: FrameFile) throws {
        let refusal = try #require(OCPP16.decode(try file.bytes(), from: .chargePoint).refusal)
        #expect(refusal.id.text == "-1")
        #expect(refusal.code == .formationViolation)
    }

    @Test(arguments: FrameFile.all(in: "ignored"))
    func `a message type that 1.6 does not have is ignored`(file: FrameFile) throws {
        #expect(OCPP16.decode(try file.bytes(), from: .chargePoint).isIgnored)
    }

    @Test func `every leniency has a frame that shows it`() {
        let shown = Set(FrameFile.all(in: "lenient").map(\.expectation))
        let elsewhere: Set<String> = ["textForBoolean", "synonym"]
        #expect(Set(Leniency.allCases.map(\.rawValue)) == shown.union(elsewhere))
    }

    @Test func `every message has a frame`() {
        let calls = FrameFile.all(in: "valid/chargePoint") + FrameFile.all(in: "valid/centralSystem")
        let actions = Set(OCPPSamples.requests.map { type(of: $0).action })
        #expect(Set(calls.map(\.expectation)) == actions)
        #expect(Set(FrameFile.all(in: "valid/answers").map(\.expectation)) == actions)
        #expect(actions.count == 39)
    }

    private func expectRoundTrip(_ file: FrameFile, from sender: OCPP16.Sender) throws {
        let bytes = try file.bytes()
        let call = try #require(OCPP16.decode(bytes, from: sender).call)
        #expect(call.notes.isEmpty)
        #expect(call.action == file.expectation)
        #expect(try JSONValue(parsing: call.request.encodedCall(id: call.id)) == JSONValue(parsing: bytes))
    }

    private func encodedAnswer<Request: OCPPRequest>(to request: Request, _ result: CallResult) throws -> JSONValue {
        try JSONValue(parsing: result.response(to: Request.self).encodedResult(id: result.id))
    }
}
