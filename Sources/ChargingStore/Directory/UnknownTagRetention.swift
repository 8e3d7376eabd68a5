package import Logging
import Postgres
import ServiceLifecycle

/// Forgets tags that nobody knows and that were not presented for a quarter of a year, once an hour.
package struct UnknownTagRetention: Service {
    private let database: Database
    private let logger: Logger
    private let interval: Duration

    package init(_ database: Database, logger: Logger, interval: Duration = .seconds(3_600)) {
        self.database = database
        self.logger = logger
        self.interval = interval
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await forget()
                } catch {
                    logger.warning("old unknown tags could not be forgotten: \(error)")
                }
                // Cancelled: the loop ends.
                try? await Task.sleep(for: interval)
            }
        }
    }

    package func forget() async throws {
        _ = try await database.query("DELETE FROM unknown_tags WHERE last_seen_at < now() - interval '90 days'")
    }
}
