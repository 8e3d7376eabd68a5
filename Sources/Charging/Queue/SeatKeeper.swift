package import Logging
import ServiceLifecycle

/// Sees to it that the next in a queue has a turn, a second or so behind what made a connector free.
///
/// All it knows is rows, so that a server that begins anew goes on where the last one ended.
package struct SeatKeeper: Service {
    static let interval = Duration.seconds(1)

    private let book: any QueueBook
    private let events: any EventBus
    private let clock: any Clock<Duration>
    private let logger: Logger

    package init(
        _ book: any QueueBook, events: any EventBus, clock: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) {
        self.book = book
        self.events = events
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var isFailing = false
            var told: Set<QueueNews> = []
            while !Task.isCancelled {
                do {
                    try await book.serveQueues()
                    let news = Set(try await book.queueNews())
                    for change in news.subtracting(told) { events.publish(.queueChanged(change)) }
                    told = news
                    isFailing = false
                } catch {
                    if !isFailing { logger.warning("queues cannot be served yet", metadata: ["error": "\(error)"]) }
                    isFailing = true
                }
                // Cancelled: the loop ends.
                try? await clock.sleep(for: Self.interval)
            }
        }
    }
}
