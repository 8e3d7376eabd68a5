import Charging
package import Logging
import Postgres
import ServiceLifecycle

/// Makes the monthly partitions of meter values ahead of time: at the start, and once a day.
///
/// Were it ever late, values would go to the default partition, and nothing is lost.
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
            while !Task.isCancelled {
                do {
                    try await ensure()
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("partitions of meter values could not be made: \(error)")
                }
                try? await Task.sleep(for: interval)
            }
        }
    }

    /// This month's and the next two.
    package func ensure() async throws {
        _ = try await database.query(
            """
            SELECT ensure_meter_values_partition(((now() AT TIME ZONE 'UTC') + make_interval(months => m))::date)
            FROM generate_series(0, 2) AS m
            """)
    }
}
