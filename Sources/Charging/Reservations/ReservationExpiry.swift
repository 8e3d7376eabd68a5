package import JSON
package import Logging
import ServiceLifecycle

/// Ends the reservations whose time is over, a few seconds behind it.
///
/// The station ends them by its own clock, so nothing is sent. A start that happened in time and is reported later still
/// finds its reservation.
package struct ReservationExpiry: Service {
    private let book: any ReservationBook
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Timestamp
    private let logger: Logger

    /// Of one statement; where more are due, the next follows at once.
    static let batchLimit = 500
    static let interval = Duration.seconds(5)

    package init(
        _ book: any ReservationBook, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        self.book = book
        self.clock = clock
        self.now = now
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let ended = await sweep()
                // Cancelled: the loop ends.
                if ended < Self.batchLimit { try? await clock.sleep(for: Self.interval) }
            }
        }
    }

    private func sweep() async -> Int {
        do {
            return try await book.expire(at: now(), of: nil, limit: Self.batchLimit).count
        } catch {
            logger.warning("reservations that are over could not be ended yet", metadata: ["error": "\(error)"])
            return 0
        }
    }
}
