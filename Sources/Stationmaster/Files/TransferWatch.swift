import Synchronization

/// How long a transfer may take.
struct TransferPace: Sendable {
    /// Without a byte.
    var idle: Duration = .seconds(60)
    /// From its begin to its end.
    var total: Duration
}

/// Watches that one transfer keeps its pace.
final class TransferWatch: Sendable {
    private let pace: TransferPace
    private let end: ContinuousClock.Instant
    private let lastBytes: Mutex<ContinuousClock.Instant>

    init(_ pace: TransferPace) {
        let now = ContinuousClock.now
        self.pace = pace
        end = now + pace.total
        lastBytes = Mutex(now)
    }

    /// Bytes went on.
    func note() { lastBytes.withLock { $0 = .now } }

    /// Returns when the transfer has become too slow.
    ///
    /// - Throws: `CancellationError` when it has ended before.
    func untilTooSlow() async throws {
        while true {
            let next = min(lastBytes.withLock { $0 } + pace.idle, end)
            guard next > .now else { return }
            try await Task.sleep(until: next, clock: .continuous)
        }
    }
}
