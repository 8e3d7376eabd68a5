import Charging
package import Logging
import Postgres
import ServiceLifecycle

/// Makes the monthly partitions of meter values ahead of time: at the start, and once a day; sooner again after a failure.
///
/// Were it ever late, values would go to the default partition, and move when that of their month is made.
package struct MeterValuePartitions: Service {
    private let database: Database
    private let logger: Logger
    private let interval: Duration

    package init(_ database: Database, logger: Logger, interval: Duration = .seconds(86_400)) {
        self.database = database
        self.logger = logger
        self.interval = interval
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = Self.firstPause
            while !Task.isCancelled {
                do {
                    try await ensure()
                    pause = Self.firstPause
                    try await Task.sleep(for: interval)
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("partitions of meter values could not be made", metadata: ["error": "\(error)"])
                    // Cancelled: the loop ends.
                    try? await Task.sleep(for: min(pause, interval))
                    pause = min(pause * 2, interval)
                }
            }
        }
    }

    private static let firstPause = Duration.seconds(60)

    /// This month's and the next two; one that fails does not keep the others from being made.
    ///
    /// - Throws: what the last failure was.
    package func ensure() async throws {
        var failure: (any Error)?
        for month in 0...2 {
            do {
                try await ensure(monthsAhead: Int32(month))
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Reports to be committed queue up behind this lock, so it must not wait long for those who read.
    private func ensure(monthsAhead months: Int32) async throws {
        try await database.withTransaction { transaction in
            try await transaction.query("SET LOCAL lock_timeout = '250ms'")
            try await transaction.query(
                """
                SELECT ensure_meter_values_partition(
                    ((now() AT TIME ZONE 'UTC') + make_interval(months => \(months)))::date)
                """)
        }
    }
}
