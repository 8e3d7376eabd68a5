import Charging
import JSON
import Logging
import NIOPosix
import ServiceLifecycle

/// Sends what webhooks are owed as soon as it is there; what fails comes again later and later.
///
/// On threads of its own: other systems may take their time, and nothing else of the server's waits for them.
struct WebhookDispatch: Service {
    /// Attempts that run at once.
    static let width = 16

    let backlog: any WebhookBacklog
    let transport: any PostTransport
    let desk: SealedWebhooks
    let outboxes: OutboxFigures
    let logger: Logger
    let now: @Sendable () -> Timestamp
    var interval = Duration.seconds(1)
    /// How long everything of a webhook has to fail until it is switched off.
    var patience = Duration.seconds(3 * 86_400)

    func run() async throws {
        let threads = NIOThreadPool(numberOfThreads: Self.width)
        threads.start()
        await cancelWhenGracefulShutdown { await keepSending(on: threads) }
        try await threads.shutdownGracefully()
    }

    private func keepSending(on threads: NIOThreadPool) async {
        await withDiscardingTaskGroup { group in
            var rounds = 0
            while !Task.isCancelled {
                // The database is away: it is asked again.
                if rounds % 60 == 0 {
                    try? await backlog.expire()
                    if let waiting = try? await backlog.waitingCount() { outboxes.saw(webhooks: waiting) }
                }
                rounds &+= 1
                let free = Self.width - outboxes.attemptsUnderWay
                let due = free > 0 ? (try? await backlog.due(upTo: free)) ?? [] : []
                for delivery in due {
                    outboxes.attemptBegan()
                    // Each apart, so that an address that is slow delays no other.
                    group.addTask {
                        await attempt(delivery, on: threads)
                        outboxes.attemptEnded()
                    }
                }
                // Of one webhook only a few are under way at once, and the next ones are due when those are done.
                try? await Task.sleep(for: outboxes.attemptsUnderWay > 0 ? .milliseconds(100) : interval)
            }
        }
    }

    func attempt(_ delivery: DueDelivery, on threads: NIOThreadPool) async {
        do {
            let code: Int
            do {
                let post = try post(delivery)
                code = try await threads.runIfActive { [transport] in try transport.send(post) }
            } catch let failure as PostFailure {
                return try await backlog.failed(delivery, code: nil, failure.reason, patience: patience)
            } catch is CancellationError {
                return
            } catch {
                logger.error(
                    "a webhook's delivery cannot be made",
                    metadata: ["delivery": "\(delivery.id)", "error": "\(error)"])
                return try await backlog.failed(
                    delivery, code: nil, "the secret was stored with another secret key", patience: patience)
            }
            if (200...299).contains(code) {
                try await backlog.delivered(delivery, code: code)
            } else {
                try await backlog.failed(delivery, code: code, "it was answered with \(code)", patience: patience)
            }
        } catch {
            // Nothing was written down, so it comes again.
            logger.warning(
                "the outcome of a webhook's delivery could not be written down",
                metadata: ["delivery": "\(delivery.id)", "error": "\(error)"])
        }
    }

    private func post(_ delivery: DueDelivery) throws -> OutgoingPost {
        let body = delivery.body, id = delivery.globalID
        let seconds = now().microseconds / 1_000_000
        let signature = try desk.signature(of: body, id: id, at: seconds, by: delivery.encryptedSecret)
        return OutgoingPost(
            url: delivery.url,
            headers: [
                "Content-Type: application/json", "User-Agent: Stationmaster", "webhook-id: \(id)",
                "webhook-timestamp: \(seconds)", "webhook-signature: \(signature)",
            ], body: body)
    }
}
