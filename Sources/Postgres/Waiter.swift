import Synchronization

/// One who waits for a value that the connections' loop will provide.
///
/// Whoever answers first wins: the server, the deadline, a cancelled task or a lost connection. Later answers are ignored.
final class Waiter<Value: Sendable>: Sendable {
    typealias Reply = @Sendable (Result<Value, any Error>) -> Void

    let submitted: ContinuousClock.Instant
    let deadline: ContinuousClock.Instant
    private let cancelled = Atomic<Bool>(false)
    private let reply: Mutex<Reply?>

    private static var longestDeadline: Duration { .seconds(86_400) }

    init(within limit: Duration, reply: Reply? = nil) {
        submitted = .now
        deadline = submitted + min(max(.zero, limit), Self.longestDeadline)
        self.reply = Mutex(reply)
    }

    /// Set before the loop hears of a cancellation, so that a request that arrives after it is not sent.
    var isCancelled: Bool { cancelled.load(ordering: .sequentiallyConsistent) }

    var isAnswered: Bool { reply.withLock { $0 == nil } }

    func answer(_ result: Result<Value, any Error>) {
        let reply = reply.withLock { reply in
            let taken = reply
            reply = nil
            return taken
        }
        reply?(result)
    }

    func fail(_ error: PostgresError) {
        answer(.failure(error))
    }

    func cancel() {
        cancelled.store(true, ordering: .sequentiallyConsistent)
    }

    /// Suspends until answered; `start` hands the waiter to the loop, `stop` tells the loop that the task was cancelled.
    func value(start: () -> Void, stop: (@Sendable () -> Void)?) async throws -> Value {
        guard let stop else { return try await value(start: start) }
        return try await withTaskCancellationHandler {
            try await value(start: start)
        } onCancel: {
            cancel()
            stop()
        }
    }

    private func value(start: () -> Void) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            reply.withLock { $0 = { continuation.resume(with: $0) } }
            start()
        }
    }
}
