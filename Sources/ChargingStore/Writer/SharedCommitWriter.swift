package import Charging
package import Logging
import Metrics
import Postgres
import ServiceLifecycle
import Synchronization

/// Commits the reports of all chargers together.
///
/// At most two flushes are under way, of different stations; the next begins when one has finished, without a timer: alone,
/// a report costs one round trip; under load, hundreds share one. Each flush is one implicit transaction with a fixed
/// statement for each kind of report, so a report is durable entirely or not at all.
///
/// When the database refuses a flush, it is halved until the report at fault stands alone and fails alone. While the database
/// is away, flushes are repeated until the time of their reports is over; every statement is idempotent by its natural keys.
///
/// Works while ``run()`` runs. A graceful shutdown ends it after everything that waits has been committed.
package final class SharedCommitWriter: ReportWriter, Service {
    package struct Limits: Sendable {
        /// From the submission of a report to `.unavailable`.
        package var timeAllowed: Duration
        package var pendingReports: Int
        package var reportsPerFlush: Int

        package init(
            timeAllowed: Duration = .seconds(20), pendingReports: Int = 20_000, reportsPerFlush: Int = 512
        ) {
            self.timeAllowed = timeAllowed
            self.pendingReports = pendingReports
            self.reportsPerFlush = reportsPerFlush
        }
    }

    private let committer: ReportCommitter
    private let limits: Limits
    private let logger: Logger
    private let clock = ContinuousClock()
    private let queue = Mutex(ReportQueue())
    private let wakeUps: AsyncStream<Void>
    private let wakeUp: AsyncStream<Void>.Continuation
    private let flushSize = Recorder(label: "stationmaster_commit_reports")
    private let meter = QueueMeter()

    package init(_ database: Database, limits: Limits = Limits(), logger: Logger) {
        committer = ReportCommitter(database)
        self.limits = limits
        self.logger = logger
        (wakeUps, wakeUp) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    package func submit(
        _ report: Report, from source: ReportSource,
        completion: @escaping @Sendable (Result<ReportOutcome, ReportFailure>) -> Void
    ) {
        let pending = PendingReport(
            report: report, source: source, deadline: clock.now.advanced(by: limits.timeAllowed), completion: completion
        )
        if let defect = pending.defect { return completion(.failure(.refused(defect))) }
        let (failure, mayBegin): (ReportFailure?, Bool) = queue.withLock { queue in
            guard !queue.isClosed else { return (.unavailable, false) }
            guard queue.waitingCount < limits.pendingReports else { return (.overloaded, false) }
            queue.append(pending)
            return (nil, queue.flushCount < Self.flushesAtOnce)
        }
        if let failure {
            if failure == .overloaded { meter.refused() }
            return completion(.failure(failure))
        }
        // Otherwise the end of a flush wakes the loop up.
        if mayBegin { wakeUp.yield() }
    }

    package func run() async throws {
        let wakeUp = wakeUp
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await _ in wakeUps {
                    while let flush = nextFlush() {
                        group.addTask { await self.commit(flush) }
                    }
                }
            }
        } onGracefulShutdown: {
            wakeUp.finish()
        }
        while let flush = nextFlush() { await commit(flush) }
        queue.withLock { $0.close() }.fail(.unavailable)
    }

    private func nextFlush() -> ReportQueue.Flush? {
        queue.withLock { queue in
            guard queue.flushCount < Self.flushesAtOnce else { return nil }
            return queue.begin(reports: limits.reportsPerFlush, weight: Self.rowsPerFlush)
        }
    }

    private func commit(_ flush: ReportQueue.Flush) async {
        flushSize.record(flush.reports.count)
        await settle(flush.reports)
        queue.withLock { $0.end(flush) }
        wakeUp.yield()
    }

    /// Reports that wait for a flush or are in one that has not ended.
    package var waitingReports: Int { queue.withLock { $0.count } }

    /// Reports that wait for a flush.
    package var reportQueue: QueueReading {
        var reading = meter.reading(limit: limits.pendingReports)
        reading.depth = queue.withLock { $0.waitingCount }
        return reading
    }

    /// While PostgreSQL works on one, the reports of the other are read, put together and answered.
    private static let flushesAtOnce = 2
    private static let rowsPerFlush = 16_384
    /// How often a flush is repeated that refers to what somebody deleted meanwhile.
    private static let looksAgain = 4

    /// Ends when every one of these reports has been completed.
    private func settle(_ reports: [PendingReport]) async {
        var reports = reports
        var attempt = 0
        while !reports.isEmpty {
            do {
                let outcomes = try await committer.commit(reports, deadline: timeLeft(for: reports))
                for (report, outcome) in zip(reports, outcomes) { report.completion(outcome) }
                return
            } catch let error as PostgresError
                where error.mayPass || error.isOfWhatHasGone && attempt < Self.looksAgain
            {
                attempt += 1
                if attempt == 1 {
                    logger.warning("a commit is repeated", metadata: ["reason": "\(Self.words(error))"])
                }
                if error.outcomeUnknown { for index in reports.indices { reports[index].isUncertain = true } }
                reports = await afterPause(attempt, reports)
            } catch let error as PostgresError where reports.count > 1 && error.isAnswerOfServer {
                let middle = reports.count / 2
                await settle(Array(reports[..<middle]))
                return await settle(Array(reports[middle...]))
            } catch {
                return fail(reports, error)
            }
        }
    }

    private func fail(_ reports: [PendingReport], _ error: any Error) {
        guard !(error is CancellationError) else { return reports.fail(.unavailable) }
        let chargers = reports.prefix(3).map { $0.source.chargePointID?.text ?? "unknown" }.joined(separator: ", ")
        logger.error(
            "a report could not be committed",
            metadata: [
                "chargePoint": "\(chargers)", "reports": "\(reports.count)", "reason": "\(Self.words(error))",
            ])
        let isRefused = reports.count == 1 && (error as? PostgresError)?.isFaultOfReport == true
        reports.fail(isRefused ? .refused("the database refused this report") : .unavailable)
    }

    /// Without PostgreSQL's details, which repeat the row and with it people's tags.
    private static func words(_ error: any Error) -> String {
        guard let error = error as? PostgresError else { return "\(error)" }
        return "\(error.message) (\(error.sqlState ?? error.code.description))"
    }

    /// Waits longer each time, and returns those that may still be committed in time.
    private func afterPause(_ attempt: Int, _ reports: [PendingReport]) async -> [PendingReport] {
        let pause = Duration.milliseconds(min(1_000, 25 << min(attempt, 6)))
        // Cancelled: the next attempt ends with it as well.
        try? await clock.sleep(for: min(pause, timeLeft(for: reports)))
        let now = clock.now
        queue.withLock { $0.takeExpired(at: now) }.fail(.unavailable)
        reports.filter { $0.deadline <= now }.fail(.unavailable)
        return reports.filter { $0.deadline > now }
    }

    /// A commit waits no longer than its most impatient report, so that one is told in time.
    private func timeLeft(for reports: [PendingReport]) -> Duration {
        let earliest = reports.map(\.deadline).min() ?? clock.now
        return min(max(clock.now.duration(to: earliest), .milliseconds(10)), .seconds(5))
    }
}

extension [PendingReport] {
    func fail(_ failure: ReportFailure) {
        for report in self { report.completion(.failure(failure)) }
    }
}

extension PostgresError {
    /// The same may succeed later. A database that is read-only (SQLSTATE 25006) is being replaced; a tag that was deleted
    /// while a start with it was committed is not known the next time.
    var mayPass: Bool {
        isTransient || sqlState?.hasPrefix("25") == true || constraint == "sessions_tag_id_fkey"
    }

    /// A tag was deleted between the look at it and the commit that names it (SQLSTATE 23503): another look does not find it.
    var isOfWhatHasGone: Bool { sqlState == "23503" }

    /// PostgreSQL or the encoder refused the statement, rather than that nobody answered.
    var isAnswerOfServer: Bool { sqlState != nil || code == .invalidParameter }

    /// The values are to blame, and will be each time: data errors, and limits such as the size of an index entry.
    var isFaultOfReport: Bool { isDataError || sqlState?.hasPrefix("54") == true }
}
