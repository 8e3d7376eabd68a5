import Synchronization

/// A bounded number of threads for calls of libpq that block.
///
/// Threads come with the work and go when there is none, so an idle client costs none. Work beyond `queueLimit` is refused.
final class BlockingThreads: Sendable {
    private struct State {
        var running = 0
        var queue: [@Sendable () -> Void] = []
        var refused = 0
    }

    private let name: String
    private let threadLimit: Int
    private let queueLimit: Int
    private let state = Mutex(State())

    init(name: String, threadLimit: Int, queueLimit: Int) {
        self.name = name
        self.threadLimit = threadLimit
        self.queueLimit = queueLimit
    }

    var queue: BlockingQueue {
        state.withLock { BlockingQueue(depth: $0.queue.count, limit: queueLimit, refused: $0.refused) }
    }

    /// False: too much work is waiting already, or the system refuses another thread; the closure will not run.
    func run(_ body: @escaping @Sendable () -> Void) -> Bool {
        enum Decision { case start, queued, refused }
        let decision = state.withLock { state -> Decision in
            if state.running < threadLimit {
                state.running += 1
                return .start
            }
            guard state.queue.count < queueLimit else {
                state.refused += 1
                return .refused
            }
            state.queue.append(body)
            return .queued
        }
        switch decision {
        case .queued: return true
        case .refused: return false
        case .start:
            let hasStarted = Thread.start(name: name) { [self] in
                body()
                while let next = takeNext() { next() }
            }
            if !hasStarted { state.withLock { $0.running -= 1 } }
            return hasStarted
        }
    }

    private func takeNext() -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard !state.queue.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.queue.removeFirst()
        }
    }
}
