import ArgumentParser
import Glibc
import OCPP
import WebSockets

/// `charger-simulator`: virtual charge points over real sockets, against any central system that speaks OCPP 1.6J.
@main
struct ChargerSimulator: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "charger-simulator",
        abstract: "Virtual OCPP 1.6J charge points over real sockets, against any central system.",
        discussion: HelpText.discussion)

    @OptionGroup(title: "The fleet") var fleet: FleetOptions
    @OptionGroup(title: "Load") var load: LoadOptions

    @Flag(help: "Print JSON, one object a line.")
    var json = false

    @Flag(help: "Describe scenario files, and do nothing else.")
    var helpScenario = false

    @Flag(help: "Print nothing while it runs.")
    var quiet = false

    @Option(help: "Event loops, each a thread.")
    var threads = 1

    func validate() throws {
        guard threads >= 1, threads <= 64 else { throw ValidationError("--threads is 1 to 64") }
        try fleet.validate()
        try load.validate()
    }

    func run() throws {
        if helpScenario { return Output.line(HelpText.grammar) }
        let chargers = try fleet.identities()
        guard OpenFiles.allow(chargers.count + 64) else {
            throw ValidationError("this system allows too few open files for \(chargers.count) chargers: see ulimit -n")
        }
        let isFine =
            if let mix = load.load {
                try LoadRun.run(try loadPlan(mix, chargers))
            } else {
                try FleetRun.run(try fleetPlan(chargers))
            }
        if !isFine { throw ExitCode.failure }
    }

    private func fleetPlan(_ chargers: [(id: String, password: [UInt8]?)]) throws -> FleetPlan {
        var habits = RandomDriver.Habits()
        habits.busyShare = fleet.busy
        if let length = fleet.chargeLength { habits.chargeSeconds = length.lower.seconds...length.upper.seconds }
        return FleetPlan(
            endpoint: try fleet.endpoint(), tls: try fleet.tls(), chargers: try fleet.settings(chargers),
            scenario: try fleet.chosenScenario(),
            habits: habits, connectRate: fleet.rate, threads: threads, duration: fleet.duration?.value,
            endsWithInput: fleet.endWithInput, drain: fleet.drain?.value, pingInterval: fleet.pingInterval.value,
            journalFolder: fleet.journal, historyDays: fleet.history, printsJSON: json, isQuiet: quiet)
    }

    private func loadPlan(_ mix: LoadPlan.Mix, _ chargers: [(id: String, password: [UInt8]?)]) throws -> LoadPlan {
        guard try !fleet.endpoint().isSecure else { throw ValidationError("--load drives a server without TLS") }
        var plan = LoadPlan(endpoint: try fleet.endpoint(), chargers: chargers, mix: mix)
        plan.window = .milliseconds(Int64(load.seconds * 1000))
        plan.warmup = .milliseconds(Int64(load.warmup * 1000))
        plan.samples = load.samples
        plan.rate = load.rateMessages
        plan.threads = threads
        plan.idTag = try fleet.tags().first ?? plan.idTag
        plan.processID = load.pid
        plan.handshakes = load.handshakes
        plan.answerPatience = fleet.answerTimeout.value
        plan.printsJSON = json
        return plan
    }
}
