import Synchronization

/// Holds back whoever comes while it is closed, so that a test can look at what happens meanwhile.
package final class Gate: Sendable {
    private struct State {
        var isClosed = false
        var waiting: [AsyncStream<Never>.Continuation] = []
    }
    private let state = Mutex(State())

    package init() {}

    /// How many came while it was closed.
    package var waitingCount: Int { state.withLock { $0.waiting.count } }

    package func close() { state.withLock { $0.isClosed = true } }

    package func open() {
        let waiting = state.withLock { state in
            defer { state = State() }
            return state.waiting
        }
        for continuation in waiting { continuation.finish() }
    }

    /// - Throws: `CancellationError` when the task was cancelled meanwhile.
    func pass() async throws {
        let (stream, continuation) = AsyncStream<Never>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let isClosed = state.withLock { state in
            if state.isClosed { state.waiting.append(continuation) }
            return state.isClosed
        }
        if isClosed { for await _ in stream {} }
        try Task.checkCancellation()
    }
}
