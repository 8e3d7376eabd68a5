import ArgumentParser
import Glibc
import OCPP
import WebSockets

/// Who connects where, and what they do.
struct FleetOptions: ParsableArguments {
    @Option(help: "Where charge points connect, as ws:// or wss://; the id is put behind it as the last segment.")
    var url = "ws://127.0.0.1:8080/ocpp"

    @Option(help: "Over TLS: a PEM file of the authorities that are trusted, instead of the system's.")
    var ca: String?

    @Option(help: "Over TLS: a PEM file of the certificate that each shows in the place of its password.")
    var certificate: String?

    @Option(help: "A PEM file of the key of --certificate.")
    var key: String?

    @Option(name: [.customLong("count"), .customLong("chargers")], help: "How many, up to 10000 in one process.")
    var count: Int?

    @Option(help: "Ids are PREFIX0001, PREFIX0002, …")
    var prefix = "SIM"

    @Option(help: "The id of the only charge point.")
    var id: String?

    @Option(help: "The password of each of them, as text.")
    var password: String?

    @Option(help: "A file with one id:password (or id) a line; --count takes the first so many.")
    var credentials: String?

    @Option(help: "Tags that drivers present, separated by commas; dealt out to the charge points in turn.")
    var idTags = "DEMO0001"

    @Option(help: "Connectors of each charge point.")
    var connectors = 2

    @Option(help: "Rated power of a connector in W; over 43000 it is direct current.")
    var power = 22_000.0

    @Option(help: "fleet, charge, idle, flaky, faults, or a file of steps (see below).")
    var scenario = "fleet"

    @Option(help: "What the scenario charge waits for: 30s, 80%, 5000Wh or full.")
    var charge = "30s"

    @Option(help: "fleet, flaky, faults: how long a charge lasts, as 60s..600s.")
    var chargeLength: DurationRangeArgument?

    @Option(help: "fleet, flaky, faults: share of the time in which a connector is charging.")
    var busy = 0.5

    @Option(help: "How much faster than in reality batteries fill.")
    var speed = 1.0

    @Option(help: "Between the samples of a transaction.")
    var meterInterval = DurationArgument(.seconds(30))

    @Option(help: "Instead of what the BootNotification is answered.")
    var heartbeatInterval: DurationArgument?

    @Option(help: "When a call counts as unanswered.")
    var answerTimeout = DurationArgument(.seconds(30))

    @Option(help: "Between two pings; a server from which nothing came for three of these is given up.")
    var pingInterval = DurationArgument(.seconds(60))

    @Option(help: "A folder, in which each charge point keeps a journal of its transactions: ID.jsonl, a fact a line.")
    var journal: String?

    @Option(
        help: "At the end everything that is charging is ended, and the run fails when not all of it was told so soon.")
    var drain: DurationArgument?

    @Option(help: "Days of charges from before this run that the charge points still have to tell: 0 to 90.")
    var history = 0

    @Option(help: "Connections per second while the fleet comes up.")
    var rate = 100.0

    @Option(help: "Ends the run after so long.")
    var duration: DurationArgument?

    @Flag(help: "Ends the run when standard input does: for a program that starts this one.")
    var endWithInput = false

    @Option(help: "The same seed gives the same fleet.")
    var seed: UInt64 = 1

    static let maximumCount = 10_000

    func validate() throws {
        guard (1...Self.maximumCount).contains(count ?? 1) else {
            throw ValidationError("--count is 1 to \(Self.maximumCount)")
        }
        guard (1...64).contains(connectors) else { throw ValidationError("--connectors is 1 to 64") }
        guard power > 0, power <= 2e6 else { throw ValidationError("--power is in W, up to 2000000") }
        guard (0...ChargerMachine.longestHistory).contains(history) else {
            throw ValidationError("--history is 0 to \(ChargerMachine.longestHistory) days")
        }
        guard (0...1).contains(busy) else { throw ValidationError("--busy is 0 to 1") }
        guard speed > 0, speed <= 1e5 else { throw ValidationError("--speed is more than 0, up to 100000") }
        guard rate > 0, rate <= 1e6 else { throw ValidationError("--rate is more than 0") }
        guard meterInterval.value >= .milliseconds(10) else {
            throw ValidationError("--meter-interval is 10ms or more")
        }
        guard pingInterval.value >= .milliseconds(100) else {
            throw ValidationError("--ping-interval is 100ms or more")
        }
        if let journal { try requireFolder(journal) }
        guard id == nil || (count ?? 1) == 1 else { throw ValidationError("--id names one; use --prefix for more") }
    }

    private func requireFolder(_ path: String) throws {
        guard mkdir(path, 0o755) == 0 || errno == EEXIST, access(path, W_OK | X_OK) == 0 else {
            throw ValidationError("--journal \(path) is no folder that can be written")
        }
    }

    func endpoint() throws -> WebSocketEndpoint {
        do throws(WebSocketConnectError) {
            return try WebSocketEndpoint(parsing: url)
        } catch {
            throw ValidationError("--url \(url): \(error.message)")
        }
    }

    func tls() throws -> ChargerTLS {
        func text(_ option: String, _ path: String?) throws -> String? {
            guard let path else { return nil }
            guard let text = TextFile.read(path) else { throw ValidationError("\(option) \(path) cannot be read") }
            return text
        }
        let authorities = try text("--ca", ca)
        let chain = try text("--certificate", certificate), key = try text("--key", key)
        guard (chain == nil) == (key == nil) else { throw ValidationError("--certificate and --key go together") }
        do {
            let identity = chain.flatMap { chain in key.map { ChargerTLS.Identity(chain: chain, key: $0) } }
            return try ChargerTLS(authorities: authorities, identity: identity)
        } catch {
            throw ValidationError("--ca, --certificate or --key is no PEM file of its kind: \(error)")
        }
    }

    func tags() throws -> [IdTag] {
        let tags = idTags.split(separator: ",").map(String.init)
        guard !tags.isEmpty, tags.allSatisfy({ $0.utf8.count <= 20 }) else {
            throw ValidationError("--id-tags \(idTags): 1 to 20 characters each, separated by commas")
        }
        return tags.map { IdTag($0) }
    }

    /// Id and password of each charge point.
    func identities() throws -> [(id: String, password: [UInt8]?)] {
        let common = password.map { Array($0.utf8) }
        if let id { return [(id, common)] }
        guard let credentials else {
            return (1...(count ?? 1)).map { (Self.id(prefix: prefix, number: $0), common) }
        }
        guard let text = TextFile.read(credentials) else {
            throw ValidationError("--credentials \(credentials) cannot be read")
        }
        let all = CredentialsFile.parse(text, password: common).prefix(count ?? Self.maximumCount)
        guard all.count >= count ?? 1 else {
            throw ValidationError("--credentials \(credentials) names only \(all.count)")
        }
        return Array(all)
    }

    static func id(prefix: String, number: Int) -> String {
        let digits = String(number)
        return prefix + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    /// Each charge point has drivers of its own, as far as the tags reach, so that one tag does not charge in two places.
    static func deal(_ tags: [IdTag], to index: Int, of count: Int) -> [IdTag] {
        guard tags.count >= count else { return [tags[index % tags.count]] }
        return stride(from: index, to: tags.count, by: count).map { tags[$0] }
    }

    func settings(_ chargers: [(id: String, password: [UInt8]?)]) throws -> [ChargerSettings] {
        let tags = try tags()
        return chargers.enumerated().map { index, charger in
            var settings = ChargerSettings(id: charger.id, password: charger.password)
            settings.connectors = connectors
            settings.ratedPower = power
            settings.idTags = Self.deal(tags, to: index, of: chargers.count)
            settings.speed = speed
            settings.meterInterval = meterInterval.value
            settings.heartbeatInterval = heartbeatInterval?.value
            settings.answerTimeout = answerTimeout.value
            settings.keepsJournal = journal != nil
            settings.seed = seed &* 1_000_003 &+ UInt64(index)
            return settings
        }
    }

    func chosenScenario() throws -> Scenario {
        switch scenario {
        case "fleet": return .fleet
        case "idle": return .idle
        case "flaky": return .flaky
        case "faults": return .faults
        case "charge":
            guard let goal = ChargeGoal(charge) else {
                throw ValidationError("--charge \(charge) is no goal such as 30s, 80%, 5000Wh or full")
            }
            return .charge(goal)
        default:
            return .script(try script(scenario))
        }
    }

    private func script(_ path: String) throws -> [Step] {
        guard let text = TextFile.read(path) else {
            let names = Scenario.names.joined(separator: ", ")
            throw ValidationError("--scenario \(path) is none of \(names), and no file that can be read")
        }
        do throws(ScriptError) {
            return try ScenarioParser.parse(text)
        } catch {
            throw ValidationError("\(path): \(error)")
        }
    }
}
