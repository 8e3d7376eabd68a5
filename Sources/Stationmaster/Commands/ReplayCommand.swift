import ArgumentParser
import Charging
import ChargingStore
import Foundation
import JSON

/// Shows what a charge point's connection was at a past moment, and what happened from there on.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Rebuilds a charge point's state of a past moment out of the flight recorder.",
        discussion: """
            Prints the state at --at. With --until also every frame and verdict from there on, and with --step the state \
            behind each of them; where standard input is a terminal, --step waits for Return before each.
            """)
    @OptionGroup var flags: SettingFlags
    @Option(help: "The id that the charger connects with.")
    var chargePoint: String
    @Option(help: "The moment, such as 2027-01-31T12:00:00Z.")
    var at: String
    @Option(help: "Up to when to go on.")
    var until: String?
    @Flag(help: "Show the state behind each entry.")
    var step = false
    @Flag(help: "One JSON document a line: the state, then an entry a line.")
    var json = false

    func run() async throws {
        try await reportingFailure {
            guard let id = ChargePointID(chargePoint) else {
                throw SettingError("--charge-point", value: chargePoint, expected: "1 to 48 characters")
            }
            let from = try Self.moment(at, "--at")
            let until = try until.map { try Self.moment($0, "--until") }
            let settings = try await flags.settings()
            let logger = Log.make(settings)
            try await DatabaseAccess.withConfiguration(settings, logger: logger) { database in
                try await DatabaseAccess.withClient(database, logger: logger) { client in
                    try await show(RecordingStore(Database(client)), id, from, until)
                }
            }
        }
    }

    private static func moment(_ text: String, _ name: String) throws -> Timestamp {
        guard let moment = Timestamp(parsing: text) else {
            throw SettingError(name, value: text, expected: "a moment such as 2027-01-31T12:00:00Z")
        }
        return moment
    }

    private func show(
        _ store: RecordingStore, _ id: ChargePointID, _ from: Timestamp, _ until: Timestamp?
    ) async throws {
        guard let station = try await store.station(id) else {
            throw SettingError("no charge point with the id \(id) is known")
        }
        let session = ReplaySession(store, station: station)
        let moment = try await session.json(at: from)
        print(json ? moment.text : ReplayText.moment(moment, of: id))
        guard let until else { return }
        while let entry = try await session.step(until: until) {
            print(json ? entry.json().text : ReplayText.line(entry))
            guard step else { continue }
            if isatty(STDIN_FILENO) != 0 { _ = readLine() }
            let state = await session.state()?.json() ?? .null
            print(json ? state.text : ReplayText.state(state))
        }
        if let doubt = session.doubt {
            print(json ? (["doubt": .string(doubt.text)] as JSONValue).text : "? \(doubt.text)")
        }
    }
}

/// The same for people.
enum ReplayText {
    static func moment(_ moment: JSONValue, of id: ChargePointID) -> String {
        var lines = ["\(id) at \(moment["at"]?.string ?? "")"]
        if let doubt = moment["doubt"]?.string { lines.append("? \(doubt)") }
        for entry in moment["entries"]?.array ?? [] { lines.append(line(entry)) }
        lines.append(state(moment["state"] ?? .null))
        return lines.joined(separator: "\n")
    }

    static func line(_ entry: RecordEntry) -> String { line(entry.json()) }

    private static func line(_ entry: JSONValue) -> String {
        let kind = entry["kind"]?.string ?? ""
        let arrow = ["received": "<-", "sent": "->"][kind] ?? "--"
        let words = [entry["at"], .string(arrow), .string(kind), entry["action"], entry["text"]]
        return words.compactMap { $0?.string }.filter { !$0.isEmpty }.joined(separator: " ").printable
    }

    /// Members that say something, one a line.
    static func state(_ state: JSONValue) -> String {
        guard case .object(let object) = state else { return "   no state" }
        return object.members.filter { $0.value != .null && $0.value != [] }.map { member in
            guard case .array(let elements) = member.value else {
                return "   \(member.name): \((member.value.string ?? member.value.text).printable)"
            }
            return (["   \(member.name):"] + elements.map { "      \($0.text.printable)" }).joined(separator: "\n")
        }.joined(separator: "\n")
    }
}

extension JSONValue {
    fileprivate var text: String { String(decoding: encoded(), as: UTF8.self) }
}

extension String {
    /// A charger cannot steer the terminal.
    fileprivate var printable: String {
        String(
            String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{fffd}" : $0 })
        )
    }
}
