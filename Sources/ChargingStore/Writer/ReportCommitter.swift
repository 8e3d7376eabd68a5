import Charging
import Postgres

/// Puts the reports of one flush into one implicit transaction, and tells what became of each.
struct ReportCommitter: Sendable {
    private let database: Database
    private let sampleKinds = SampleKinds()
    private let transactionNumbers = TransactionNumbers()

    init(_ database: Database) {
        self.database = database
    }

    /// - Returns: one outcome per report, in their order; all of them durable.
    /// - Throws: `PostgresError` when nothing was committed, or its `outcomeUnknown` tells that nobody knows.
    func commit(_ reports: [PendingReport], deadline: Duration) async throws -> [Result<ReportOutcome, ReportFailure>] {
        let sorted = SortedReports(reports)
        let kinds = try await sampleKinds.ids(
            of: sorted.metered.map(\.value.samples) + sorted.stopped.map(\.value.samples), in: database,
            deadline: deadline)
        if !sorted.started.isEmpty { try await transactionNumbers.prepare(in: database, deadline: deadline) }
        let batches = sorted.batches(kinds: kinds)
        var statements: [Statement] = []
        if !sorted.changedStations.isEmpty { statements.append(StationLock.statement(sorted.changedStations)) }
        let first = statements.count
        for batch in batches { statements += batch.statements }
        let results = try await database.pipeline(statements, deadline: deadline)
        guard results.count == statements.count else { throw PostgresError(.rowMissing, "a statement had no result") }
        return try outcomes(of: reports, batches: batches, results: results[first...])
    }

    private func outcomes(
        of reports: [PendingReport], batches: [any ReportBatch], results: ArraySlice<PostgresRows>
    ) throws -> [Result<ReportOutcome, ReportFailure>] {
        var found: [ReportOutcome?] = Array(repeating: nil, count: reports.count)
        var rest = results
        for batch in batches {
            let count = batch.statements.count
            for (ordinal, outcome) in try batch.outcomes(of: rest.prefix(count)) where found.indices.contains(ordinal) {
                found[ordinal] = outcome
            }
            rest = rest.dropFirst(count)
        }
        return found.map { $0.map { .success($0) } ?? .failure(.refused("the station does not exist any more")) }
    }
}

/// The reports of a flush by kind, each kind in the order of station ids, so that all commits take locks in one order.
private struct SortedReports {
    var booted: [Numbered<BootReport>] = []
    var statuses: [Numbered<StatusReport>] = []
    var asked: [Numbered<String>] = []
    var started: [Numbered<StartReport>] = []
    var metered: [Numbered<MeterReport>] = []
    var stopped: [Numbered<StopReport>] = []
    var estimated: [Numbered<EstimateReport>] = []
    var events: [Numbered<StationEventReport>] = []
    var heartbeats: [Numbered<Void>] = []

    init(_ reports: [PendingReport]) {
        let order = reports.indices.sorted {
            reports[$0].source.stationID.rawValue < reports[$1].source.stationID.rawValue
        }
        for index in order { add(reports[index], Int32(clamping: index)) }
    }

    private mutating func add(_ pending: PendingReport, _ ordinal: Int32) {
        func numbered<Value>(_ value: Value) -> Numbered<Value> {
            Numbered(ordinal: ordinal, source: pending.source, value: value, isUncertain: pending.isUncertain)
        }
        switch pending.report {
        case .booted(let boot): booted.append(numbered(boot))
        case .statusChanged(let status): statuses.append(numbered(status))
        case .authorizationAsked(let idTag): asked.append(numbered(idTag))
        case .started(let start): started.append(numbered(start))
        case .metered(let report): metered.append(numbered(report))
        case .stopped(let stop): stopped.append(numbered(stop))
        case .estimated(let estimate): estimated.append(numbered(estimate))
        case .eventReported(let report): events.append(numbered(report))
        case .heartbeat: heartbeats.append(numbered(()))
        }
    }

    /// Stations whose row changes, or whose sessions begin or end; ascending.
    var changedStations: [Int64] {
        var ids = booted.map(\.source.stationID.rawValue) + started.map(\.source.stationID.rawValue)
        ids += stopped.map(\.source.stationID.rawValue) + estimated.map(\.source.stationID.rawValue)
        ids += heartbeats.map(\.source.stationID.rawValue)
        ids += statuses.lazy.filter { $0.value.connector == 0 }.map(\.source.stationID.rawValue)
        return Set(ids).sorted()
    }

    /// In the order in which their statements run.
    func batches(kinds: [SampleKind: Int32]) -> [any ReportBatch] {
        var batches: [any ReportBatch] = []
        if !booted.isEmpty { batches.append(BootBatch(reports: booted)) }
        if !statuses.isEmpty { batches.append(StatusBatch(reports: statuses)) }
        if !asked.isEmpty { batches.append(AuthorizationBatch(reports: asked)) }
        if !started.isEmpty { batches.append(StartBatch(reports: started)) }
        let values = MeterBatch(metered: metered, stopped: stopped, kinds: kinds)
        if !values.isEmpty { batches.append(values) }
        if !stopped.isEmpty { batches.append(StopBatch(reports: stopped)) }
        if !estimated.isEmpty { batches.append(EstimateBatch(reports: estimated)) }
        if !events.isEmpty { batches.append(StationEventBatch(reports: events)) }
        if !heartbeats.isEmpty { batches.append(HeartbeatBatch(reports: heartbeats)) }
        return batches
    }
}
