import JSON
import OCPP
import Testing

@Suite("Decoding OCPP 1.6")
struct DecodingTests {
    @Test func `U+0000 is replaced and counted wherever it hides`() throws {
        let frame = call(
            "DataTransfer", #"{"vendorId":"a\u0000b","messageId":"\u0000","data":{"k\u0000":"\u0000\u0000"}}"#)
        let decoded = try #require(frame.call)
        let transfer = try #require(decoded.request as? OCPP16.DataTransfer)
        #expect(transfer.vendorId == "a\u{FFFD}b")
        #expect(transfer.messageId == "\u{FFFD}")
        #expect(transfer.data == "{\"k\u{FFFD}\":\"\u{FFFD}\u{FFFD}\"}")
        #expect(decoded.notes.replacedNulls == 5)
    }

    @Test func `U+0000 in an answer is replaced and counted`() throws {
        let frame = OCPP16.decode(Array(#"[3,"1",{"status":"Acc\u0000epted"}]"#.utf8), from: .chargePoint)
        let result = try #require(frame.result)
        #expect(result.payload["status"] == "Acc\u{FFFD}epted")
        #expect(result.notes.replacedNulls == 1)
    }

    @Test func `a repeated note is kept once and all notes are bounded`() throws {
        let sample = #"{"value":1,"measurand":"Voltage"}"#
        let samples = Array(repeating: sample, count: 50).joined(separator: ",")
        let frame = call("MeterValues", #"{"connectorId":1,"meterValue":[{"sampledValue":["# + samples + "]}]}")
        let notes = try #require(frame.call).notes.notes
        #expect(notes.map(\.leniency) == [.timestampMissing, .numberForText, .unitAssumed])
        #expect(notes.map(\.field) == ["timestamp", "value", "unit"])
    }

    @Test func `the time as sent is kept beside the time as understood`() throws {
        let payload = #"{"connectorId":1,"idTag":"A","meterStart":0,"timestamp":"2026-01-02 05:04:05+02:00"}"#
        let start = try #require(call("StartTransaction", payload).call?.request as? OCPP16.StartTransaction)
        #expect(start.timestamp.text == "2026-01-02 05:04:05+02:00")
        #expect(start.timestamp.timestamp?.description == "2026-01-02T03:04:05Z")
    }

    @Test func `a missing time is nil so that the time of receipt can take its place`() throws {
        let payload = #"{"connectorId":1,"idTag":"A","meterStart":0}"#
        let start = try #require(call("StartTransaction", payload).call?.request as? OCPP16.StartTransaction)
        #expect(start.timestamp.text == nil)
        #expect(start.timestamp.timestamp == nil)
    }

    @Test func `an answer is read as the answer to what was asked`() throws {
        let frame = OCPP16.decode(Array(#"[3,"1",{"status":"Maybe"}]"#.utf8), from: .chargePoint)
        let result = try #require(frame.result)
        let response = try result.response(to: OCPP16.RemoteStartTransaction.self)
        #expect(response.status == .other("Maybe"))
        #expect(response.statusText == "Maybe")
        #expect(throws: PayloadError.self) { try result.response(to: OCPP16.Authorize.self) }
    }

    @Test func `a flag that is text is understood`() throws {
        let text = #"[3,"1",{"configurationKey":[{"key":"a","readonly":"True"},{"key":"b","readonly":"FALSE"}]}]"#
        let result = try #require(OCPP16.decode(Array(text.utf8), from: .chargePoint).result)
        let response = try result.response(to: OCPP16.GetConfiguration.self)
        #expect(response.configurationKey.map(\.isReadonly) == [true, false])
    }

    @Test(arguments: ["[3]", "[3,{}]", #"[3,"1",5]"#, #"[3,"1",[]]"#, "[4]", "[4,null]"])
    func `an answer that cannot be read is never answered`(text: String) {
        let frame = OCPP16.decode(Array(text.utf8), from: .chargePoint)
        guard case .unreadableAnswer = frame else {
            Issue.record("read as \(frame)")
            return
        }
    }

    @Test func `an error keeps whatever code the charger made up`() throws {
        let text = #"[4,"7","FormatViolation","so \u00e9",{"cause":1}]"#
        guard case .error(let error) = OCPP16.decode(Array(text.utf8), from: .chargePoint) else {
            Issue.record("not read as an error")
            return
        }
        #expect(error.id.text == "7")
        #expect(error.code == "FormatViolation")
        #expect(error.description == "so é")
        #expect(error.details == ["cause": 1])
    }

    @Test(arguments: [
        "[4,\"7\"]", "[4,\"7\",\"GenericError\"]", "[4,\"7\",\"GenericError\",\"\"]", "[4,\"7\",null,null,null]",
    ])
    func `an error that stops short is an error all the same`(text: String) {
        guard case .error(let error) = OCPP16.decode(Array(text.utf8), from: .chargePoint) else {
            Issue.record("not read as an error")
            return
        }
        #expect(error.id.text == "7")
    }

    @Test func `a frame that is too large is refused`() throws {
        let frame = OCPP16.decode(Array("[2,\"1\",\"Heartbeat\",{}]".utf8), from: .chargePoint, maximumSize: 10)
        #expect(try #require(frame.refusal).code == .formationViolation)
    }

    @Test func `the same action means another message where the other side sends it`() throws {
        #expect(call("Reset", #"{"type":"Hard"}"#, from: .chargePoint).refusal?.code == .notSupported)
        #expect(call("Reset", #"{"type":"Hard"}"#, from: .centralSystem).call?.request is OCPP16.Reset)
        #expect(call("Heartbeat", "{}", from: .centralSystem).refusal?.code == .notSupported)
        #expect(call("DataTransfer", #"{"vendorId":"a"}"#, from: .centralSystem).call != nil)
    }

    @Test func `the description of an error is cut where the standard ends it`() throws {
        let id = try #require(MessageID("1"))
        let long = String(repeating: "é", count: 300)
        let bytes = OCPP16.encodedError(id: id, code: .internalError, description: long)
        #expect(try JSONValue(parsing: bytes)[3]?.string?.count == 255)
    }

    @Test func `a message id has 1 to 36 characters`() {
        #expect(MessageID("") == nil)
        #expect(MessageID(String(repeating: "a", count: 36)) != nil)
        #expect(MessageID(String(repeating: "a", count: 37)) == nil)
    }
}
