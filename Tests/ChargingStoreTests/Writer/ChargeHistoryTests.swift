import Charging
import ChargingStore
import JSON
import Postgres
import Testing

/// Random lives of connectors, with repeats, late reports and lost stops, held against a model in memory.
@Suite("Charge histories", .timeLimit(.minutes(4)))
struct ChargeHistoryTests {
    @Test(arguments: [1, 2] as [UInt64])
    func `a thousand random histories end as the model says`(seed: UInt64) async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let organization = try await fixture.makeOrganization("one")
            var histories: [History] = []
            for number in 0..<500 {
                let station = try await fixture.makeStation("many-\(number)", organization)
                histories.append(History(station: station, seed: seed &* 1_000_003 &+ UInt64(number)))
            }
            // Round by round over all stations, so that each flush mixes kinds and stations.
            for _ in 0..<History.length {
                var reports: [(Report, ReportSource)] = []
                for index in histories.indices { reports.append(histories[index].next()) }
                let results = try await writer.results(of: reports)
                for (index, result) in results.enumerated() { try histories[index].heard(result.get()) }
            }
            try await compare(histories, fixture)
        }
    }

    private func compare(_ histories: [History], _ fixture: StoreFixture) async throws {
        let rows = try await fixture.client.query(
            """
            SELECT s.station_id, s.transaction_id, s.status, s.energy_wh,
                (SELECT count(*) FROM meter_values m WHERE m.session_id = s.id) AS values,
                (SELECT count(*) FROM session_facts f WHERE f.session_id = s.id AND f.kind = 'START') AS starts
            FROM sessions s
            """)
        var stored: [Int64: [Int32: ModelSession]] = [:]
        for row in rows {
            #expect(try row.int("starts") == 1)
            stored[try row.int64("station_id"), default: [:]][try row.int32("transaction_id")] = ModelSession(
                status: try #require(SessionStatus(rawValue: try row.string("status"))),
                energy: try row.double("energy_wh"), values: try row.int("values"))
        }
        for history in histories {
            let expected = history.model.sessions.mapValues {
                ModelSession(status: $0.status, energy: $0.energy, values: $0.samples.count)
            }
            let found = stored[history.station.id.rawValue] ?? [:]
            #expect(
                found == expected, "station \(history.station.chargePointID): \(history.told.joined(separator: "; "))")
        }
        let active = try await fixture.count(
            """
            SELECT count(*) FROM (SELECT 1 FROM sessions WHERE status = 'ACTIVE'
            GROUP BY station_id, connector_number HAVING count(*) > 1) twice
            """)
        #expect(active == 0)
    }
}

private struct ModelSession: Equatable {
    var status: SessionStatus
    var energy: Double
    var values: Int
}

/// What one connector should come to, by the shortest rules there are.
private struct Model {
    struct Session {
        var startedAt: Int64
        var meterStart: Double
        var status: SessionStatus = .active
        var isStopped = false
        var lastMeter: Double
        var energy: Double = 0
        var samples: Set<Int64> = []
    }

    var sessions: [Int32: Session] = [:]

    mutating func start(_ transaction: Int32, at time: Int64, meter: Double) {
        guard sessions[transaction] == nil else { return }
        var new = Session(startedAt: time, meterStart: meter, lastMeter: meter)
        for (id, session) in sessions where session.status == .active {
            if session.startedAt <= time { sessions[id]?.status = .estimated } else { new.status = .estimated }
        }
        sessions[transaction] = new
    }

    mutating func value(_ transaction: Int32, at time: Int64, meter: Double) {
        guard var session = sessions[transaction] else { return }
        session.samples.insert(time)
        // A register that counts from zero, where that much can have flowed since.
        let countsFromZero = meter < session.meterStart / 2 && meter <= Double(time - session.startedAt) * 277.8
        let meter = countsFromZero ? session.meterStart + meter : meter
        if session.status != .completed, meter >= session.lastMeter {
            session.lastMeter = meter
            session.energy = max(session.energy, meter - session.meterStart)
        }
        sessions[transaction] = session
    }

    mutating func stop(_ transaction: Int32, meter: Double) {
        guard var session = sessions[transaction], !session.isStopped else { return }
        session.isStopped = true
        session.status = .completed
        if meter >= session.meterStart { session.energy = meter - session.meterStart }
        sessions[transaction] = session
    }
}

/// A charger with one connector and a bad memory.
private struct History {
    static let length = 24

    let station: StationRecord
    private(set) var model = Model()
    private(set) var told: [String] = []
    private var random: SplitMix64
    private var sent: [Report] = []
    private var asked: Report = .heartbeat
    private var known: [(transaction: Int32, start: StartReport)] = []
    private var clock: Int64 = 0
    private var register: Double = 1_000

    init(station: StationRecord, seed: UInt64) {
        self.station = station
        random = SplitMix64(state: seed)
    }

    mutating func next() -> (Report, ReportSource) {
        clock += 10
        register += Double(random.next(below: 200))
        asked = choose()
        sent.append(asked)
        return (asked, station.source(at: clock))
    }

    private mutating func choose() -> Report {
        switch random.next(below: 10) {
        case 0, 1:
            return start(at: clock)
        case 2:
            // Queued while offline, and sent after younger ones.
            return start(at: max(0, clock - Int64(random.next(below: 8)) * 10 - 5))
        case 3, 4, 5:
            guard let transaction = anyTransaction() else { return .heartbeat }
            let meter = random.next(below: 6) == 0 ? 3 : register
            return .metered(
                MeterReport(connector: 1, transactionID: transaction, samples: [.register(at: clock, meter)]))
        case 6, 7:
            guard let transaction = anyTransaction() else { return .heartbeat }
            return .stopped(
                StopReport(
                    transactionID: transaction, idTag: nil, at: reported(clock), meterStopWh: register, reason: nil,
                    samples: []))
        default:
            return sent.isEmpty ? .heartbeat : sent[random.next(below: sent.count)]
        }
    }

    private func start(at time: Int64) -> Report {
        .started(StartReport(connector: 1, idTag: "NOBODY", at: reported(time), meterStartWh: register))
    }

    private mutating func anyTransaction() -> Int32? {
        known.isEmpty ? nil : known[random.next(below: known.count)].transaction
    }

    mutating func heard(_ outcome: ReportOutcome) throws {
        switch asked {
        case .started(let start):
            try heardStart(start, try Started(outcome))
        case .metered(let report):
            for sample in report.samples {
                let time = at(0).duration(to: sample.at.understood).components.seconds
                model.value(report.transactionID ?? 0, at: time, meter: sample.value)
            }
            told.append("values \(report.transactionID ?? 0) \(report.samples.map(\.value))")
        case .stopped(let stop):
            model.stop(stop.transactionID, meter: stop.meterStopWh)
            told.append("stop \(stop.transactionID) \(stop.meterStopWh)")
        case .booted, .statusChanged, .authorizationAsked, .estimated, .eventReported, .heartbeat:
            return
        }
    }

    private mutating func heardStart(_ start: StartReport, _ started: Started) throws {
        let transaction = started.session.transactionID
        // Its clock runs, so what was stopped was so at another time than it began.
        let repeated = known.last { $0.start == start }
        if let repeated {
            #expect(started.isRepeated && transaction == repeated.transaction)
        } else {
            #expect(!started.isRepeated && model.sessions[transaction] == nil)
            known.append((transaction, start))
        }
        let seconds = at(0).duration(to: start.at.understood).components.seconds
        model.start(transaction, at: seconds, meter: start.meterStartWh)
        told.append("start \(transaction) at \(seconds) \(start.meterStartWh)")
    }
}

/// Repeatable randomness.
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next(below bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &self) }
}
