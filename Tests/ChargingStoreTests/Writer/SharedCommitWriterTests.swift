import Charging
import ChargingStore
import JSON
import Logging
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite("Shared commits", .timeLimit(.minutes(1)))
struct SharedCommitWriterTests {
    private func stations(_ count: Int, _ fixture: StoreFixture) async throws -> [StationRecord] {
        let organization = try await fixture.makeOrganization("one")
        var stations: [StationRecord] = []
        for number in 0..<count { stations.append(try await fixture.makeStation("many-\(number)", organization)) }
        return stations
    }

    @Test func `one poisonous report among a hundred fails alone`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let reports = try await stations(100, fixture).enumerated().map { number, station in
                // A connector number beyond what a row may hold; the database itself refuses it.
                let connector = number == 37 ? 5_000 : 1
                let start = StartReport(connector: connector, idTag: "T\(number)", at: reported(0), meterStartWh: 0)
                return (Report.started(start), station.source(at: 0))
            }
            for (number, result) in try await writer.results(of: reports).enumerated() {
                switch result {
                case .success: #expect(number != 37)
                case .failure(let failure):
                    #expect(number == 37 && failure == .refused("the database refused this report"))
                }
            }
            #expect(try await fixture.count("SELECT count(*) FROM sessions") == 99)
        }
    }

    @Test func `a report that fails is named by its charge point`() async throws {
        let log = LogBook()
        try await StoreFixture.withWriter(logger: log.logger) { fixture, writer in
            let station = try await stations(1, fixture)[0]
            let start = StartReport(connector: 5_000, idTag: "SECRET", at: reported(0), meterStartWh: 0)
            _ = try await writer.result(of: .started(start), from: station.source(at: 0))
            let line = try #require(log.metadata.last)
            #expect(line["chargePoint"] == station.chargePointID.text)
            #expect(log.texts(from: .trace).allSatisfy { !$0.contains("SECRET") })
        }
    }

    @Test func `a text that PostgreSQL cannot keep fails alone`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let reports = try await stations(10, fixture).enumerated().map { number, station in
                let data = StationEventReport(
                    .vendorMessage, "m", vendorID: number == 3 ? "a\0b" : "v", at: reported(0))
                return (Report.eventReported(data), station.source(at: 0))
            }
            let results = try await writer.results(of: reports)
            #expect(results.map { (try? $0.get()) != nil } == (0..<10).map { $0 != 3 })
        }
    }

    @Test func `reports of one station are committed in the order of submission`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let station = try await stations(1, fixture)[0]
            let order = Mutex<[Int]>([])
            let reports: [Report] = (0..<40).map { number in
                number.isMultiple(of: 2)
                    ? .started(
                        StartReport(connector: 1, idTag: "T", at: reported(Int64(number)), meterStartWh: 0))
                    : .statusChanged(
                        StatusReport(connector: 1, status: .charging, errorCode: nil, at: reported(Int64(number))))
            }
            let (done, finished) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))
            for (number, report) in reports.enumerated() {
                writer.writer.submit(report, from: station.source(at: Int64(number))) { _ in
                    let count = order.withLock { order in
                        order.append(number)
                        return order.count
                    }
                    if count == reports.count { finished.finish() }
                }
            }
            for await _ in done {}
            #expect(order.withLock { $0 } == Array(0..<40))
            let ids: [Int32] = try await fixture.client
                .query("SELECT transaction_id FROM sessions ORDER BY started_at").column(
                    "transaction_id", as: Int32.self)
            #expect(ids == ids.sorted())
        }
    }

    @Test func `a commit that PostgreSQL holds up does not hold up other stations`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let stations = try await stations(3, fixture)
            let order = Mutex<[String]>([])
            func answered(_ count: Int) async -> [String] {
                _ = await eventually { order.withLock { $0.count } >= count }
                return order.withLock { $0 }
            }
            func submit(_ name: String, _ report: Report, _ station: StationRecord, at seconds: Int64) {
                writer.writer.submit(report, from: station.source(at: seconds)) { _ in
                    order.withLock { $0.append(name) }
                }
            }
            func start(_ idTag: String) -> Report {
                .started(StartReport(connector: 1, idTag: idTag, at: reported(0), meterStartWh: 0))
            }
            try await fixture.client.withTransaction { transaction in
                _ = try await transaction.query(
                    "SELECT FROM stations WHERE id = \(stations[0].id.rawValue) FOR UPDATE")
                submit("held up", start("A"), stations[0], at: 0)
                // Begun before the next ones are heard of.
                while try await transaction.query(
                    """
                    SELECT 1 AS one FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))
                    """
                ).count == 0 {}
                submit("its station's next", .heartbeat, stations[0], at: 1)
                submit("another start", start("B"), stations[1], at: 0)
                submit("anything else", .heartbeat, stations[2], at: 0)
                #expect(await answered(1) == ["anything else"])
            }
            let all = await answered(4)
            #expect(Set(all) == ["anything else", "held up", "its station's next", "another start"])
            #expect(all.firstIndex(of: "held up") ?? 9 < all.firstIndex(of: "its station's next") ?? 0)
        }
    }

    @Test func `a full queue refuses at once, and an ended writer is unavailable`() async throws {
        try await StoreFixture.with { fixture in
            let station = try await stations(1, fixture)[0]
            let writer = SharedCommitWriter(
                fixture.database, limits: .init(pendingReports: 2), logger: Logger(label: "test"))
            let results = Mutex<[Result<ReportOutcome, ReportFailure>]>([])
            for seconds in 0..<3 {
                writer.submit(.heartbeat, from: station.source(at: Int64(seconds))) { result in
                    results.withLock { $0.append(result) }
                }
            }
            #expect(results.withLock { $0 } == [.failure(.overloaded)])
            try await TestDatabase.withRunning(writer) {
                _ = await eventually { results.withLock { $0.count } == 3 }
            }
            let probe = WriterProbe(writer: writer)
            #expect(
                try await probe.result(of: .heartbeat, from: station.source(at: 9)) == .failure(.unavailable))
        }
    }

    @Test func `while the database is away, a report waits its time and is then unavailable`() async throws {
        try await StoreFixture.withWriter(limits: .init(timeAllowed: .milliseconds(300))) { fixture, writer in
            let station = try await stations(1, fixture)[0]
            try await fixture.withDatabaseAway {
                let result = try await writer.result(of: .heartbeat, from: station.source(at: 0))
                #expect(result == .failure(.unavailable))
            }
        }
    }

    @Test func `commits go through once the database is back, and nothing is lost or doubled`() async throws {
        try await StoreFixture.withWriter { fixture, writer in
            let stations = try await stations(40, fixture)
            let transactions = try await writer.results(
                of: stations.enumerated().map { number, station in
                    let start = StartReport(connector: 1, idTag: "T\(number)", at: reported(0), meterStartWh: 0)
                    return (.started(start), station.source(at: 0))
                }
            ).map { try Started($0.get()).session.transactionID }
            let reports = (1...50).flatMap { round in
                zip(stations, transactions).map { station, transaction in
                    let sample = Sample.register(at: Int64(round), Double(round))
                    let report = MeterReport(connector: 1, transactionID: transaction, samples: [sample])
                    return (Report.metered(report), station.source(at: Int64(round)))
                }
            }
            async let results = writer.results(of: reports)
            for _ in 0..<5 { try await fixture.breakConnections() }
            try await fixture.withDatabaseAway { try await fixture.breakConnections() }
            for result in try await results { #expect(try Metered(result.get()).session != nil) }
            #expect(try await fixture.count("SELECT count(*) FROM meter_values") == 40 * 50)
            #expect(try await fixture.count("SELECT count(*) FROM sessions WHERE energy_wh = 50") == 40)
        }
    }
}
