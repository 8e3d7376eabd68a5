/// How the wait for something ended.
enum Waited<Element: Sendable>: Sendable {
    case element(Element)
    /// Nothing can come any more.
    case ended
    /// The time is up, or the waiting task was cancelled.
    case timedOut

    var element: Element? {
        if case .element(let element) = self { element } else { nil }
    }
}

/// Those who wait until something is over.
struct Waiters: Sendable {
    private var waiting: [UInt64: AsyncStream<Never>.Continuation] = [:]
    private var lastNumber: UInt64 = 0

    /// The stream ends when it is over. Whoever joins leaves again with the number, so that nobody piles up here.
    mutating func join() -> (number: UInt64, end: AsyncStream<Never>) {
        let (end, continuation) = AsyncStream<Never>.makeStream(bufferingPolicy: .bufferingOldest(1))
        lastNumber &+= 1
        waiting[lastNumber] = continuation
        return (lastNumber, end)
    }

    mutating func leave(_ number: UInt64) { waiting[number] = nil }

    mutating func release() {
        for continuation in waiting.values { continuation.finish() }
        waiting = [:]
    }
}

/// The next element of a stream, waited for at most `limit`.
///
/// When the time is up the stream is finished: nobody may wait for it again.
func next<Element: Sendable>(
    of stream: AsyncStream<Element>, within limit: Duration, clock: any Clock<Duration>
) async -> Waited<Element> {
    await withTaskGroup(of: Waited<Element>.self) { group in
        group.addTask {
            for await element in stream { return .element(element) }
            return Task.isCancelled ? .timedOut : .ended
        }
        group.addTask {
            // Cancelled when the element came first.
            try? await clock.sleep(for: limit)
            return .timedOut
        }
        let first = await group.next() ?? .timedOut
        group.cancelAll()
        return first
    }
}

/// What `body` finds, waited for at most `limit`; nil when it finds nothing, the time is up or the waiting task is cancelled.
func first<Value: Sendable>(
    within limit: Duration, clock: any Clock<Duration>, _ body: @escaping @Sendable () async -> Value?
) async -> Value? {
    await withTaskGroup(of: Value?.self) { group in
        group.addTask { await body() }
        group.addTask {
            // Cancelled when the body has ended.
            try? await clock.sleep(for: limit)
            return nil
        }
        let first = await group.next() ?? nil
        group.cancelAll()
        return first
    }
}
