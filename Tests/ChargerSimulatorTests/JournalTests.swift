import Glibc
import JSON
import OCPP
import Testing

@testable import ChargerSimulator

@Suite("Journal")
struct JournalTests {
    private static func charged(_ steps: [Step]) -> ManualFleet {
        var fleet = ManualFleet(steps) {
            $0.keepsJournal = true
            $0.meterInterval = .seconds(25)
        }
        fleet.connect()
        fleet.pass(.seconds(90))
        return fleet
    }

    private static let charge: [Step] = [
        .boot, .plug(connector: 1), .start(connector: 1, nil), .charge(connector: 1, .duration(.seconds(60))),
        .stop(connector: 1, .local),
    ]

    private func names(_ fleet: ManualFleet) -> [String] {
        fleet.facts.compactMap { fact in
            switch fact {
            case .happened(.start): "start"
            case .happened(.meter): "meter"
            case .happened(.stop): "stop"
            case .answered(.start, _, _): "start answered"
            case .answered(.meter, _, _): "meter answered"
            case .answered(.stop, _, _): "stop answered"
            case .lost: "lost"
            case .happened, .answered, .status: nil
            }
        }
    }

    @Test func `a charge is written down as it happens and as it is answered`() {
        let fleet = Self.charged(Self.charge)
        #expect(
            names(fleet) == [
                "start", "start answered", "meter", "meter answered", "meter", "meter answered", "stop",
                "stop answered",
            ])
    }

    @Test func `what happened is written down before the message leaves`() throws {
        let fleet = Self.charged([.boot, .wait(.seconds(1)), .start(connector: 1, nil)])
        let start = try #require(fleet.facts.firstIndex { if case .happened(.start) = $0 { true } else { false } })
        let noted = try #require(fleet.doings.indices.filter { fleet.doings[$0] == "note" }.dropFirst(start).first)
        let sent = try #require(fleet.actions.firstIndex(of: "StartTransaction"))
        let left = try #require(fleet.doings.indices.filter { fleet.doings[$0] == "send" }.dropFirst(sent).first)
        #expect(noted < left)
    }

    @Test func `the answer's number and verdict are written down`() {
        let fleet = Self.charged(Self.charge)
        let answer = fleet.facts.first { if case .answered(.start, _, _) = $0 { true } else { false } }
        guard case .answered(_, let number, let verdict)? = answer else {
            Issue.record("no answer to the start")
            return
        }
        #expect(number == 101)
        #expect(verdict == .accepted)
    }

    @Test func `a message that is given up is said to be lost`() {
        var fleet = ManualFleet([.boot, .plug(connector: 1), .start(connector: 1, nil)]) { $0.keepsJournal = true }
        fleet.connect()
        fleet.manner = .refusing
        fleet.machine.outbox.maximumAttempts = 1
        fleet.pass(.seconds(1))
        fleet.machine.retire(now: fleet.now)
        fleet.pass(.seconds(5))
        #expect(names(fleet).contains("lost"))
    }

    @Test func `without a journal nothing is noted`() {
        var fleet = ManualFleet(Self.charge)
        fleet.connect()
        fleet.pass(.seconds(90))
        #expect(fleet.facts.isEmpty)
    }

    @Test func `a line is one JSON object with what tells the fact from all others`() throws {
        let time = SentTime(Timestamp(microseconds: 1_700_000_000_123_000))
        let start = OCPP16.StartTransaction(connectorId: 2, idTag: "TAG", meterStart: 7, timestamp: time)
        let line = JournalFact.happened(.start(start, TransactionKey(number: 3)))
            .line(charger: "CP 1", at: Timestamp(microseconds: 1_700_000_000_500_000))
        #expect(line.last == UInt8(ascii: "\n"))
        let value = try JSONValue(parsing: String(decoding: line, as: UTF8.self))
        #expect(
            value == [
                "at": "2023-11-14T22:13:20.500Z", "charger": "CP 1", "fact": "start", "transaction": 3, "connector": 2,
                "idTag": "TAG", "meterWh": 7, "time": "2023-11-14T22:13:20.123Z",
            ])
    }

    @Test func `lines are only ever added, under a name that every id has`() throws {
        var template = Array("/tmp/stationmaster-journal-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        let folder = try #require(made)
        for text in ["one\n", "two\n"] {
            let journal = try #require(Journal(folder: folder, charger: "CP/1"))
            #expect(journal.append(Array(text.utf8)))
        }
        #expect(TextFile.read(folder + "/CP%2F1.jsonl") == "one\ntwo\n")
        unlink(folder + "/CP%2F1.jsonl")
        rmdir(folder)
    }
}
