import JSON
import OCPP
import TestSupport
import Testing

/// What goes wrong between chargers and central systems, as far as reading and writing frames can help it.
@Suite("Traps of the field: frames")
struct FieldTrapTests {
    @Test func `trap 2: an id of 36 characters is taken, a longer one is repeated and noted, none of ours is longer`()
        throws
    {
        for (length, isNoted) in [(36, false), (37, true), (255, true)] {
            let id = String(repeating: "i", count: length)
            let frame = OCPP16.decode(Array("[2,\"\(id)\",\"Heartbeat\",{}]".utf8), from: .chargePoint)
            let call = try #require(frame.call)
            #expect(call.notes.contains(.overlongMessageID) == isNoted)
            let answer = OCPP16.Heartbeat.Response(currentTime: OCPPSamples.time).encodedResult(id: call.id)
            #expect(try JSONValue(parsing: answer)[1]?.string == id)
        }
        #expect(MessageID(String(repeating: "i", count: 37)) == nil)
    }

    @Test func `trap 3: the error codes are those of 1.6, its own spellings included`() {
        #expect(
            Set(OCPP16.ErrorCode.allCases.map(\.rawValue)) == [
                "NotImplemented", "NotSupported", "InternalError", "ProtocolError", "SecurityError",
                "FormationViolation", "PropertyConstraintViolation", "OccurenceConstraintViolation",
                "TypeConstraintViolation", "GenericError",
            ])
    }

    @Test(arguments: [
        "FormatViolation", "OccurrenceConstraintViolation", "RpcFrameworkError", "MessageTypeNotSupported",
    ])
    func `trap 3: a charger may refuse us with a code of another version`(code: String) {
        let frame = OCPP16.decode(Array("[4,\"1\",\"\(code)\",\"\",{}]".utf8), from: .chargePoint)
        guard case .error(let error) = frame else {
            Issue.record("read as \(frame)")
            return
        }
        #expect(error.code == code)
    }

    @Test(arguments: ["[5,\"1\",\"GenericError\",\"\",{}]", "[6,\"1\",\"Heartbeat\",{}]"])
    func `trap 3: the message types of 2.1 are ignored`(text: String) {
        #expect(OCPP16.decode(Array(text.utf8), from: .chargePoint).isIgnored)
    }

    @Test func `trap 3: a call whose id cannot be read is refused as -1`() throws {
        let refusal = try #require(OCPP16.decode(Array("[2,{},\"Heartbeat\",{}]".utf8), from: .chargePoint).refusal)
        #expect(try JSONValue(parsing: refusal.encoded())[1] == "-1")
    }

    @Test func `trap 11: a stop is understood whatever its meter says, and what cannot be read of it is noted`() throws
    {
        let frame = OCPP16.decode(
            Array(
                (#"[2,"1","StopTransaction",{"transactionId":7,"meterStop":5,"timestamp":"2026-01-02T03:04:05Z","#
                    + #""transactionData":[{"timestamp":"2026-01-02T03:04:05Z","sampledValue":[{},{"value":"4"},7]},3]}]"#)
                    .utf8), from: .chargePoint)
        let call = try #require(frame.call)
        let stop = try #require(call.request as? OCPP16.StopTransaction)
        #expect(stop.transactionData.map { $0.sampledValue.map(\.value) } == [["4"]])
        #expect(call.notes.contains(.valueDropped))
    }

    @Test func `trap 11: a start on connector 0 is noted and not refused`() throws {
        let frame = OCPP16.decode(
            Array(
                #"[2,"1","StartTransaction",{"connectorId":0,"idTag":"A","meterStart":0,"timestamp":"2026-01-02T03:04:05Z"}]"#
                    .utf8), from: .chargePoint)
        #expect(try #require(frame.call).notes.contains(.connectorAssumed))
    }

    @Test func `trap 6: nothing that we send has null, an empty object or an empty array in place of what is absent`()
        throws
    {
        let id = try #require(MessageID("1"))
        let frames =
            OCPPSamples.requests.map { $0.encodedCall(id: id) }
            + OCPPSamples.responses.map { $0.response.encodedResult(id: id) }
        for frame in frames {
            let payload = try #require(try JSONValue(parsing: frame).array?.last?.object)
            for (name, value) in payload.members { expectNothingEmpty(value, name) }
        }
    }

    private func expectNothingEmpty(_ value: JSONValue, _ place: String) {
        switch value {
        case .null: Issue.record("\(place) is null")
        case .bool, .integer, .number, .string: break
        case .array(let elements):
            #expect(!elements.isEmpty, "\(place)")
            for element in elements { expectNothingEmpty(element, place) }
        case .object(let object):
            #expect(!object.isEmpty, "\(place)")
            for (name, value) in object.members { expectNothingEmpty(value, "\(place).\(name)") }
        }
    }

    @Test(arguments: ["null", "{}", "[]", "\"\""])
    func `trap 6: in place of an optional field nothing may be written in every way that chargers do`(nothing: String)
        throws
    {
        let fields = ["reason", "idTag", "transactionData"].map { "\"\($0)\":\(nothing)" }.joined(separator: ",")
        let frame = call(
            "StopTransaction", #"{"transactionId":1,"meterStop":2,"timestamp":"2026-01-02T03:04:05Z",\#(fields)}"#)
        let stop = try #require(frame.call?.request as? OCPP16.StopTransaction)
        #expect(stop == OCPP16.StopTransaction(transactionId: 1, meterStop: 2, timestamp: stop.timestamp))
        #expect(try #require(frame.call).notes.notes.count == 3)
    }

    @Test func `trap 6: fields that the first schemas got wrong are read as the errata say`() throws {
        #expect(
            call("StopTransaction", #"{"transactionId":1,"meterStop":2,"timestamp":"2026-01-02T03:04:05Z"}"#).call
                != nil)
        let update = call(
            "UpdateFirmware",
            #"{"location":"ftp://example.com","retrieveDate":"2026-01-02T03:04:05Z","retries":2.0,"retryInterval":60.0}"#,
            from: .centralSystem)
        let request = try #require(update.call?.request as? OCPP16.UpdateFirmware)
        #expect(request.retries == 2)
        #expect(request.retryInterval == 60)
    }

    @Test(arguments: [
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"), ("2026-01-02T03:04:05.678901Z", "2026-01-02T03:04:05.678Z"),
        ("2026-01-02T05:04:05+02:00", "2026-01-02T03:04:05Z"), ("2026-01-02T03:04:05", "2026-01-02T03:04:05Z"),
        ("2026-01-02 03:04:05", "2026-01-02T03:04:05Z"), ("2026-01-01T23:04:05.5-04:00", "2026-01-02T03:04:05.500Z"),
    ])
    func
        `trap 7: times are read with fractions, offsets and without a zone, and sent in UTC with three decimals at most`(
            sent: String, understood: String
        ) throws
    {
        let frame = call("SecurityEventNotification", #"{"type":"A","timestamp":"\#(sent)"}"#)
        let event = try #require(frame.call?.request as? OCPP16.SecurityEventNotification)
        #expect(event.timestamp.text == sent)
        let id = try #require(MessageID("1"))
        #expect(try JSONValue(parsing: event.encodedCall(id: id))[3]?["timestamp"]?.string == understood)
    }

    @Test(arguments: [
        #"{"connectorId":1,"meterValue":[{"timestamp":"2026-01-02T03:04:05Z","sampledValue":[]}]}"#,
        #"{"connectorId":1,"meterValue":{"timestamp":"2026-01-02T03:04:05Z","sampledValue":[{"value":"1"}]}}"#,
        #"{"connectorId":1,"meterValue":{"timestamp":"2026-01-02T03:04:05Z","sampledValue":{"value":1}}}"#,
        #"{"connectorId":1,"meterValue":[]}"#,
    ])
    func `complaint 31: meter values without samples, or that are no lists, are taken`(payload: String) throws {
        let values = try #require(call("MeterValues", payload).call)
        #expect(!values.notes.isEmpty)
    }

    @Test func `complaint 31: meter values of any number of measurands are taken`() throws {
        let samples = Array(repeating: #"{"value":"1","measurand":"Voltage","unit":"V"}"#, count: 2000).joined(
            separator: ",")
        let frame = call(
            "MeterValues",
            #"{"connectorId":1,"meterValue":[{"timestamp":"2026-01-02T03:04:05Z","sampledValue":[\#(samples)]}]}"#)
        let values = try #require(frame.call?.request as? OCPP16.MeterValues)
        #expect(values.meterValue.first?.sampledValue.count == 2000)
    }

    @Test(arguments: [
        ("StatusNotification", #"{"connectorId":1,"errorCode":"noError","status":"suspendedev"}"#),
        ("FirmwareStatusNotification", #"{"status":"INSTALLED"}"#),
        (
            "StopTransaction",
            #"{"transactionId":1,"meterStop":2,"timestamp":"2026-01-02T03:04:05Z","reason":"evdisconnected"}"#
        ),
    ])
    func `names in other letters than the standard's are known, noted and sent as the standard has them`(
        action: String, payload: String
    ) throws {
        let sent = try #require(call(action, payload).call)
        #expect(Set(sent.notes.notes.map(\.leniency)) == [.wrongCase])
        try sent.request.validate()
    }

    @Test(arguments: [("Power", OCPP16.ChargingRateUnit.watts), ("current", .amperes), ("W", .watts)])
    func `trap 28: the words of the configuration key for the units of a schedule are known, and noted`(
        word: String, unit: OCPP16.ChargingRateUnit
    ) throws {
        let answer =
            #"{"status":"Accepted","chargingSchedule":{"chargingRateUnit":"\#(word)","chargingSchedulePeriod":[]}}"#
        let (read, notes) = try Array(answer.utf8).withUnsafeBytes { bytes in
            try JSONParser.withResult(of: bytes) { parsed in
                var reader = PayloadReader(try parsed.get())
                return (try OCPP16.GetCompositeSchedule.Response(from: &reader), reader.notes)
            }
        }
        #expect(read.chargingSchedule?.rateUnit == unit)
        #expect(notes.contains(.synonym) == (word != "W"))
    }
}
