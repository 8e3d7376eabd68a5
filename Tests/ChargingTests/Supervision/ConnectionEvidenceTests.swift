import JSON
import TestSupport
import Testing

@testable import Charging

@Suite("Connection evidence")
struct ConnectionEvidenceTests {
    private let evidence = ConnectionEvidence()
    private let station = StationID(rawValue: 1)
    private let start = Timestamp(microseconds: 1_790_000_000_000_000)

    private func findings(at now: Timestamp) -> [ConnectionFinding] {
        evidence.findings(of: [station], at: now).first ?? []
    }

    @Test func `a finding is counted from its first time to its last, and forgotten after a day`() {
        for minutes in 0..<3 {
            evidence.note(
                .contested, of: station, at: start.advanced(by: .seconds(60 * minutes)), detail: "\(minutes)")
        }
        let last = start.advanced(by: .seconds(120))
        let found = findings(at: last)
        #expect(found.map(\.kind) == [.contested])
        #expect(found.map(\.since) == [start] && found.map(\.lastAt) == [last])
        #expect(found.map(\.count) == [3] && found.map(\.detail) == ["2"])
        let later = last.advanced(by: ConnectionEvidence.memory)
        #expect(findings(at: later) == [])
        evidence.note(.contested, of: station, at: later)
        #expect(findings(at: later).map(\.count) == [1])
    }

    @Test func `a station has one finding of each kind at most, of a bounded length`() {
        for _ in 0..<100 {
            for kind in ConnectionFinding.Kind.allCases {
                evidence.note(kind, of: station, at: start, detail: String(repeating: "x", count: 10_000))
            }
        }
        #expect(findings(at: start).map(\.kind) == ConnectionFinding.Kind.allCases)
        #expect(findings(at: start).allSatisfy { $0.detail?.count == 200 })
    }

    @Test func `refusals are counted as long as their reason stays`() {
        for reason in [ConnectionRefusal.Reason.noPassword, .wrongPassword, .wrongPassword] {
            evidence.refused(station, ConnectionRefusal(reason: reason, at: start, address: "192.0.2.1"))
        }
        let last = evidence.lastRefusals(of: [station], at: start).first ?? nil
        #expect(last == ConnectionRefusal(reason: .wrongPassword, at: start, count: 2, address: "192.0.2.1"))
    }

    @Test func `each reason is counted for itself through others, from its first time to its last`() {
        for (minute, reason) in [ConnectionRefusal.Reason.noPassword, .wrongPassword, .noPassword].enumerated() {
            evidence.refused(
                station, ConnectionRefusal(reason: reason, at: start.advanced(by: .seconds(60 * minute))))
        }
        let last = start.advanced(by: .seconds(120))
        let tally = evidence.refusals(at: last)[station] ?? []
        #expect(tally.map(\.reason) == [.wrongPassword, .noPassword] && tally.map(\.count) == [1, 2])
        #expect(tally.last?.since == start && tally.last?.at == last)
        #expect(evidence.refusals(at: last.advanced(by: ConnectionEvidence.memory)).isEmpty)
    }

    @Test func `unknown ids are kept in a bounded table, of which the oldest go`() {
        for number in 0..<(ConnectionEvidence.unknownIDLimit * 3) {
            let now = start.advanced(by: .milliseconds(number))
            evidence.refused(unknown: "id-\(number)", ConnectionRefusal(reason: .unknownID, at: now))
        }
        let known = evidence.unknownIDs(at: start)
        #expect(known.count <= ConnectionEvidence.unknownIDLimit)
        #expect(known.first?.id == "id-2999")
        #expect(!known.contains { $0.id == "id-0" })
    }
}

@Suite("Flap detector")
struct FlapDetectorTests {
    private let start = Timestamp(microseconds: 0)

    @Test(arguments: [(Duration.seconds(59), true), (.seconds(61), false)])
    func `more than five connections in five minutes are flapping, slower ones are not`(
        gap: Duration, flaps: Bool
    ) {
        var detector = FlapDetector()
        var verdicts: [Bool] = []
        for number in 0..<6 { verdicts.append(detector.connected(at: start.advanced(by: gap * number))) }
        #expect(verdicts == Array(repeating: false, count: 5) + [flaps])
    }
}

@Suite("Reconnect policy")
struct ReconnectPolicyTests {
    private let start = Timestamp(microseconds: 0)

    @Test func `a charger is made to connect again at once, then ever less often, and afresh after a day`() {
        var policy = ReconnectPolicy()
        var due: [Int] = []
        for minute in 0..<(60 * 24) {
            if policy.isDue(at: start.advanced(by: .seconds(60 * minute))) { due.append(minute) }
        }
        #expect(due == [0, 10, 30, 70, 150, 310, 630, 990, 1_350])
        let later = start.advanced(by: .seconds(60 * 1_350) + ReconnectPolicy.memory)
        let afresh = [later, later.advanced(by: ReconnectPolicy.firstWait)].map { policy.isDue(at: $0) }
        #expect(afresh == [true, true])
    }
}
