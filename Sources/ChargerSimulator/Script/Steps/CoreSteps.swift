import OCPP

/// Reads what drivers, cars and the station itself do.
enum CoreSteps {
    static let forms = [
        "boot": "boot", "plug": "plug 1", "unplug": "unplug 1", "authorize": "authorize [TAG]",
        "start": "start 1 [TAG]",
        "charge": "charge [1] 30s|80%|5000Wh|full", "stop": "stop [1] [Local]", "suspend": "suspend 1 ev|evse 20s",
        "fault": "fault 1 GroundFailure", "recover": "recover 1", "wait": "wait 5s or wait 1s..5s",
        "disconnect": "disconnect 5s", "heartbeat": "heartbeat", "status": "status 1", "meter": "meter 1",
        "loop": "loop",
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
}
