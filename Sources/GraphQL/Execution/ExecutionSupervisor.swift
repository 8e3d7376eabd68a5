import Synchronization

/// Lets nobody wait for an execution longer than they want to, whatever its resolvers do.
///
/// An execution that has to load and has a deadline runs in a task of its own. Whoever asked for it waits for whichever
/// comes first: the response, the deadline, or their own cancellation. In the last two cases the task is cancelled and the
/// wait ends at once. Resolvers that honour cancellation end with it; one that does not goes on alone, its result is
/// dropped, and it is counted. While too many of those are left, those who give up wait for their resolvers after all, so
/// that what is abandoned cannot pile up. Task-local values are those of the caller.
final class ExecutionSupervisor: Sendable {
    enum Outcome: Sendable {
        case finished(GraphQLResponse)
        case expired
        case cancelled
    }

    private enum Fate { case running, finished, abandoned }

    private let timer = DeadlineTimer()
    private let abandoned = Mutex(0)
    private let maximumAbandoned: Int

    init(maximumAbandoned: Int) { self.maximumAbandoned = maximumAbandoned }

    /// Executions that nobody waits for any more.
    var abandonedCount: Int { abandoned.withLock { $0 } }

    func run(
        until deadline: ContinuousClock.Instant, _ execution: @escaping @Sendable () async -> GraphQLResponse
    ) async -> Outcome {
        let (outcomes, outcome) = AsyncStream<Outcome>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let fate = Watched(Fate.running)
        // The caller waits for it below; what an abandoned one does afterwards is counted.
        let task = Task {
            outcome.yield(.finished(await execution()))
            if fate.exchange(.finished) == .abandoned { abandoned.withLock { $0 -= 1 } }
        }
        let alarm = timer.set(deadline) { outcome.yield(.expired) }
        defer { timer.remove(alarm) }
        var first = Outcome.cancelled
        for await next in outcomes {
            first = next
            break
        }
        if case .finished = first { return first }
        task.cancel()
        if !abandon(fate) { await task.value }
        return first
    }

    /// - Returns: false when the caller has to wait for the resolvers.
    private func abandon(_ fate: Watched<Fate>) -> Bool {
        abandoned.withLock { count in
            guard count < maximumAbandoned else { return false }
            if fate.exchange(.abandoned, unless: .finished) != .finished { count += 1 }
            return true
        }
    }
}

/// A value that two tasks agree on.
private final class Watched<Value: Sendable & Equatable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) { self.value = Mutex(value) }

    /// - Returns: the value before, which stays if it is `fixed`.
    func exchange(_ new: Value, unless fixed: Value? = nil) -> Value {
        value.withLock { value in
            let old = value
            if old != fixed { value = new }
            return old
        }
    }
}
