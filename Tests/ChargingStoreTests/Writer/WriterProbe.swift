import Charging
import ChargingStore
import JSON
import Logging
import ServiceLifecycle
import TestSupport

/// A writer whose outcomes can be awaited.
struct WriterProbe: Sendable {
    let writer: SharedCommitWriter

    func commit(_ report: Report, from source: ReportSource) async throws -> ReportOutcome {
        try await result(of: report, from: source).get()
    }

    func result(of report: Report, from source: ReportSource) async throws -> Result<ReportOutcome, ReportFailure> {
        let (results, continuation) = AsyncStream<Result<ReportOutcome, ReportFailure>>.makeStream(
            bufferingPolicy: .bufferingOldest(2))
        writer.submit(report, from: source) {
            continuation.yield($0)
            continuation.finish()
        }
        for await result in results { return result }
        throw CancellationError()
    }

    /// All handed over before the first is answered; the results in the same order.
    func results(
        of reports: [(Report, ReportSource)]
    ) async throws -> [Result<ReportOutcome, ReportFailure>] {
        let (results, continuation) = AsyncStream<(Int, Result<ReportOutcome, ReportFailure>)>.makeStream(
            bufferingPolicy: .bufferingOldest(reports.count))
        for (index, (report, source)) in reports.enumerated() {
            writer.submit(report, from: source) { continuation.yield((index, $0)) }
        }
        var found: [Int: Result<ReportOutcome, ReportFailure>] = [:]
        guard !reports.isEmpty else { return [] }
        for await (index, result) in results {
            found[index] = result
            if found.count == reports.count { break }
        }
        return try reports.indices.map { index in
            guard let result = found[index] else { throw CancellationError() }
            return result
        }
    }

    /// - Parameter heard: when it was heard of; at once, if absent.
    func start(
        _ station: StationRecord, connector: Int = 1, tag: String = "OTHER", at seconds: Int64, heard: Int64? = nil,
        meter: Double = 1_000
    ) async throws -> Started {
        let outcome = try await commit(
            .started(StartReport(connector: connector, idTag: tag, at: reported(seconds), meterStartWh: meter)),
            from: station.source(at: heard ?? seconds))
        return try Started(outcome)
    }

    func authorize(_ idTag: String, at station: StationRecord, at seconds: Int64) async throws -> TagVerdict {
        let outcome = try await commit(.authorizationAsked(idTag: idTag), from: station.source(at: seconds))
        guard case .authorized(let verdict) = outcome else { throw TestFailure("\(outcome)") }
        return verdict
    }

    func stop(
        _ station: StationRecord, _ transaction: Int32, at seconds: Int64, meter: Double, idTag: String? = nil,
        samples: [Sample] = []
    ) async throws -> Stopped {
        let stop = StopReport(
            transactionID: transaction, idTag: idTag, at: reported(seconds), meterStopWh: meter, reason: "Local",
            samples: samples)
        return try Stopped(try await commit(.stopped(stop), from: station.source(at: seconds)))
    }

    func meter(
        _ station: StationRecord, _ transaction: Int32?, connector: Int = 1, _ values: (Int64, Double)...
    ) async throws -> Metered {
        let report = MeterReport(
            connector: connector, transactionID: transaction, samples: values.map { .register(at: $0, $1) })
        return try Metered(try await commit(.metered(report), from: station.source(at: values.last?.0 ?? 0)))
    }
}

struct Started {
    let session: SessionState
    let connectorID: ConnectorID
    let verdict: TagVerdict
    let isRepeated: Bool
    let closed: [SessionState]
    let used: [BookedReservation]?

    init(_ outcome: ReportOutcome) throws {
        guard case .started(let session, let connectorID, let verdict, let isRepeated, let closed, let used) = outcome
        else {
            throw TestFailure("not a start: \(outcome)")
        }
        self.session = session
        self.connectorID = connectorID
        self.verdict = verdict
        self.isRepeated = isRepeated
        self.closed = closed
        self.used = used
    }
}

struct Stopped {
    let session: SessionState?
    let verdict: TagVerdict?
    let isRepeated: Bool

    init(_ outcome: ReportOutcome) throws {
        guard case .stopped(let session, let verdict, let isRepeated) = outcome else {
            throw TestFailure("not a stop: \(outcome)")
        }
        self.session = session
        self.verdict = verdict
        self.isRepeated = isRepeated
    }
}

struct Metered {
    let session: SessionState?
    let stored: [Sample]

    init(_ outcome: ReportOutcome) throws {
        guard case .metered(let session, let stored) = outcome else { throw TestFailure("not values: \(outcome)") }
        self.session = session
        self.stored = stored
    }
}

extension StationRecord {
    func source(at seconds: Int64, generation: Int64? = nil) -> ReportSource {
        ReportSource(
            stationID: id, organizationID: organizationID, generation: generation ?? self.generation,
            receivedAt: at(seconds), chargePointID: chargePointID)
    }
}

extension Sample {
    static func register(at seconds: Int64, _ value: Double) -> Sample {
        Sample(
            at: reported(seconds), measurand: "Energy.Active.Import.Register", phase: "", location: "Outlet",
            context: "Sample.Periodic", unit: "Wh", value: value)
    }

    static func power(at seconds: Int64, _ value: Double) -> Sample {
        Sample(
            at: reported(seconds), measurand: "Power.Active.Import", phase: "", location: "Outlet",
            context: "Sample.Periodic", unit: "W", value: value)
    }
}

extension StoreFixture {
    /// A second writer over the same database, as a second server would have.
    static func alongside<Result>(
        _ fixture: StoreFixture, _ body: (WriterProbe) async throws -> Result
    ) async throws -> Result {
        let writer = SharedCommitWriter(fixture.database, logger: Logger(label: "test.other"))
        return try await TestDatabase.withRunning(writer) { try await body(WriterProbe(writer: writer)) }
    }
}
