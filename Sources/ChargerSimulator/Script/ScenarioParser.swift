import OCPP

/// Reads a scenario file: one step a line, `#` begins a comment.
///
/// | step | does |
/// | --- | --- |
/// | `boot` | waits until the central system has accepted the charge point |
/// | `plug 1`, `unplug 1` | plugs a car in, pulls the cable (ends a running transaction with EVDisconnected) |
/// | `authorize [TAG]` | presents a tag; without TAG the next of `--id-tags` |
/// | `start 1 [TAG]` | StartTransaction; without TAG the one presented last |
/// | `charge 30s`, `charge 80%`, `charge full`, `charge 5000Wh` | waits until the goal is met or the transaction has ended; `charge 2 30s` names a connector |
/// | `stop [1] [REASON]` | StopTransaction, by default with reason Local |
/// | `suspend 1 ev 20s`, `suspend 1 evse 20s` | interrupts the flow |
/// | `fault 1 GroundFailure`, `recover 1` | |
/// | `wait 5s`, `disconnect 5s`, `heartbeat`, `status 1`, `meter 1` | |
/// | `expect Accepted` | the verdict on the last tag: Accepted, Blocked, Expired, Invalid, ConcurrentTx |
/// | `expect status 1 Charging [30s]` | waits for it |
/// | `expect operation RemoteStopTransaction [30s]` | waits until the central system sends it |
/// | `loop` | from the first step again |
struct ScenarioParser {
    private static let maximumSteps = 10_000
    private static let patience = Duration.seconds(30)

    static func parse(_ text: String) throws(ScriptError) -> [Step] {
        var steps: [Step] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.prefix { $0 != "#" }
            let words = content.split { $0 == " " || $0 == "\t" || $0 == "\r" }
            guard let verb = words.first else { continue }
            guard steps.count < maximumSteps else {
                throw ScriptError(line: index + 1, message: "more than \(maximumSteps) steps")
            }
            var reader = StepReader(line: index + 1, verb: String(verb), words: words.dropFirst())
            let step = try Self.step(&reader)
            try reader.end()
            steps.append(step)
        }
        guard !steps.isEmpty else { throw ScriptError(line: 1, message: "there is no step in it") }
        return steps
    }

    private static func step(_ reader: inout StepReader) throws(ScriptError) -> Step {
        switch reader.verb {
        case "boot": .boot
        case "plug": .plug(connector: try reader.connector())
        case "unplug": .unplug(connector: reader.optionalConnector())
        case "authorize": .authorize(try reader.optionalTag())
        case "start": .start(connector: try reader.connector(), try reader.optionalTag())
        case "charge": .charge(connector: reader.optionalConnector(), try reader.goal())
        case "stop": .stop(connector: reader.optionalConnector(), try reader.optionalNamed() ?? .local)
        case "suspend":
            .suspend(connector: try reader.connector(), by: try reader.suspension(), try reader.duration())
        case "fault": .fault(connector: try reader.connector(), try reader.named())
        case "recover": .recover(connector: try reader.connector())
        case "wait": .wait(try reader.duration())
        case "disconnect": .disconnect(try reader.duration())
        case "heartbeat": .heartbeat
        case "status": .status(connector: try reader.connector())
        case "meter": .meter(connector: try reader.connector())
        case "expect": .expect(try expectation(&reader))
        case "loop": .loop
        default: throw reader.error("there is no step \(reader.verb)")
        }
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
        default:
            return .verdict(try reader.named())
        }
    }
}
