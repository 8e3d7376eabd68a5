import JSON
import WebSockets

/// What is asked of the fault switch: `{"testCharger", "seconds", "seed", "rules"}`.
///
/// A rule is `{"direction": "inbound" | "outbound", "effect": "drop" | "duplicate" | "reorder" | "delay", "milliseconds"}`
/// with either `"every"`, a number of messages, or `"probability"`. The request repeats the charger's id as `testCharger`,
/// so that nobody disturbs another charger than the one that is meant.
struct FaultRequest {
    struct Refusal: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    private static let seconds: ClosedRange<Int64> = 1...3_600
    private static let milliseconds: ClosedRange<Int64> = 1...60_000
    private static let steps: ClosedRange<Int64> = 1...1_000_000
    private static let ruleLimit = 16

    let faults: LinkFaults

    init(_ body: [UInt8], for id: String) throws(Refusal) {
        guard let request = try? JSONValue(parsing: body), request.object != nil else {
            throw Refusal("the body should be a JSON object with testCharger, seconds and rules")
        }
        guard request["testCharger"]?.string == id else {
            throw Refusal(
                "testCharger should repeat the id in the address, as a sign that this charger is one under test")
        }
        let seconds = try Self.whole("seconds", in: request, Self.seconds)
        let seed = request["seed"] == nil ? 0 : try Self.whole("seed", in: request, 0...Int64.max)
        guard let rules = request["rules"]?.array, (1...Self.ruleLimit).contains(rules.count) else {
            throw Refusal("rules should be a list of 1 to \(Self.ruleLimit)")
        }
        var read: [LinkFaults.Rule] = []
        for rule in rules { read.append(try Self.rule(rule)) }
        faults = LinkFaults(read, seed: UInt64(seed), duration: .seconds(seconds))
    }

    private static func rule(_ rule: JSONValue) throws(Refusal) -> LinkFaults.Rule {
        guard let direction = rule["direction"]?.string.flatMap(LinkFaults.Direction.init) else {
            throw Refusal("direction should be inbound or outbound")
        }
        return LinkFaults.Rule(direction, try effect(rule), try occurrence(rule))
    }

    private static func effect(_ rule: JSONValue) throws(Refusal) -> LinkFaults.Effect {
        switch rule["effect"]?.string {
        case "drop": return .drop
        case "duplicate": return .duplicate
        case "reorder": return .reorder
        case "delay": return .delay(.milliseconds(try whole("milliseconds", in: rule, milliseconds)))
        default: throw Refusal("effect should be drop, duplicate, reorder or delay")
        }
    }

    private static func occurrence(_ rule: JSONValue) throws(Refusal) -> LinkFaults.Occurrence {
        switch (rule["every"], rule["probability"]?.number) {
        case (.some, nil): return .every(Int(clamping: try whole("every", in: rule, steps)))
        case (nil, let share?) where share > 0 && share <= 1: return .probability(share)
        default: throw Refusal("a rule should have either every, or a probability above 0 and up to 1")
        }
    }

    private static func whole(
        _ name: String, in object: JSONValue, _ allowed: ClosedRange<Int64>
    ) throws(Refusal) -> Int64 {
        guard let value = object[name]?.integer, allowed.contains(value) else {
            let given = object[name].map { "\($0)" } ?? "missing"
            throw Refusal("\(name) is \(given); it should be \(allowed.lowerBound) to \(allowed.upperBound)")
        }
        return value
    }
}
