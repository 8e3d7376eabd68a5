import OCPP

/// Reads what drivers, cars and the station itself do, and what a script expects of the central system.
enum CoreSteps {
    private static let patience = Duration.seconds(30)

    static let forms = [
        "boot": "boot", "plug": "plug 1", "unplug": "unplug 1", "authorize": "authorize [TAG]",
        "start": "start 1 [TAG]",
        "charge": "charge [1] 30s|80%|5000Wh|full", "stop": "stop [1] [Local]", "suspend": "suspend 1 ev|evse 20s",
        "fault": "fault 1 GroundFailure", "recover": "recover 1", "wait": "wait 5s or wait 1s..5s",
        "disconnect": "disconnect 5s", "heartbeat": "heartbeat", "status": "status 1", "meter": "meter 1",
        "expect": """
        expect Accepted|status 1 Charging|operation Reset|answer [Accepted]|error NotImplemented|closed [1009]|online|\
        delivered [30s]
        """, "loop": "loop",
    ]

    static func read(_ reader: inout StepReader) throws(ScriptError) -> Step? {
        switch reader.verb {
        case "boot": return .boot
        case "plug": return .plug(connector: try reader.connector())
        case "unplug": return .unplug(connector: reader.optionalConnector())
        case "authorize": return .authorize(try reader.optionalTag())
        case "start": return .start(connector: try reader.connector(), try reader.optionalTag())
        case "charge": return .charge(connector: reader.optionalConnector(), try reader.goal())
        case "stop": return .stop(connector: reader.optionalConnector(), try reader.optionalNamed() ?? .local)
        case "suspend":
            let connector = try reader.connector()
            let cause: Suspension.Cause = try reader.keyword(among: ["ev", "evse"]) == "ev" ? .vehicle : .station
            return .suspend(connector: connector, by: cause, try reader.duration())
        case "fault": return .fault(connector: try reader.connector(), try reader.named())
        case "recover": return .recover(connector: try reader.connector())
        case "wait": return try wait(&reader)
        case "disconnect": return .disconnect(try reader.duration())
        case "heartbeat": return .heartbeat
        case "status": return .status(connector: try reader.connector())
        case "meter": return .meter(connector: try reader.connector())
        case "expect": return .expect(try expectation(&reader))
        case "loop": return .loop
        default: return nil
        }
    }

    private static func wait(_ reader: inout StepReader) throws(ScriptError) -> Step {
        let word = try reader.word("a duration such as 30s, or two as 1s..5s")
        if let duration = DurationText.parse(word) { return .wait(duration) }
        guard let range = DurationText.parseRange(word) else {
            throw reader.error("\(word) should be a duration such as 500ms or 30s, or two as 1s..5s")
        }
        return .waitBetween(range.lowerBound, range.upperBound)
    }

    private static func expectation(_ reader: inout StepReader) throws(ScriptError) -> Expectation {
        switch try reader.peek("what is expected") {
        case "status":
            reader.skip()
            let connector = try reader.connector()
            let status: OCPP16.ChargePointStatus = try reader.named()
            return .status(connector: connector, status, within: try reader.optionalDuration() ?? patience)
        case "operation":
            reader.skip()
            let action = try reader.word("the operation's name")
            return .operation(action, within: try reader.optionalDuration() ?? patience)
        case "answer":
            reader.skip()
            let status = reader.isAtDuration ? nil : try reader.word("a status")
            return .scripted(.answer(status), within: try reader.optionalDuration() ?? patience)
        case "error":
            reader.skip()
            let code: OCPP16.ErrorCode = try reader.named()
            return .scripted(.error(code.rawValue), within: try reader.optionalDuration() ?? patience)
        case "closed":
            reader.skip()
            let code = reader.isAtDuration ? nil : try reader.number("of a close code", in: 1000...4999)
            return .scripted(.closed(code), within: try reader.optionalDuration() ?? patience)
        case "online":
            reader.skip()
            return .scripted(.online, within: try reader.optionalDuration() ?? patience)
        case "delivered":
            reader.skip()
            return .scripted(.delivered, within: try reader.optionalDuration() ?? patience)
        default: return .verdict(try reader.named())
        }
    }
}
