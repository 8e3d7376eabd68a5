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
