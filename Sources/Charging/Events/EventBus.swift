import Synchronization

/// Hands each event to everybody who listens, without ever waiting for one of them.
package protocol EventBus: Sendable {
    func publish(_ event: Event)
    /// Events from now on that pass `filter`. The stream ends when the subscriber falls `bufferLimit` events behind or
    /// goes away.
    ///
    /// - Parameter stations: whose frames are to be told of besides; of no other `messagePassed` is published.
    func subscribe(
        bufferLimit: Int, messagesOf stations: Set<StationID>, where filter: @escaping @Sendable (Event) -> Bool
    ) -> AsyncStream<Event>
    /// Whether somebody listens to the frames of this station. Asked for each frame of every charger.
    func isAskedForMessages(of station: StationID) -> Bool
}

extension EventBus {
    package func subscribe(
        bufferLimit: Int, where filter: @escaping @Sendable (Event) -> Bool
    ) -> AsyncStream<Event> {
        subscribe(bufferLimit: bufferLimit, messagesOf: [], where: filter)
    }
}

/// The event bus of one process.
///
/// Never waits: a subscriber that has fallen its buffer limit behind is cut off rather than allowed to slow the charge
/// point that publishes.
package final class LocalEventBus: EventBus {
    private struct Subscriber {
        let filter: @Sendable (Event) -> Bool
        let continuation: AsyncStream<Event>.Continuation
        let backlog: Backlog
        let stations: Set<StationID>
    }
    /// How far a subscriber was behind when something was last published for it.
    private final class Backlog: Sendable {
        let depth = Atomic<Int>(0)
        let limit: Int
        init(limit: Int) { self.limit = limit }
    }
    private struct Table {
        var subscribers: [UInt64: Subscriber] = [:]
        var nextID: UInt64 = 0
        var cutOff = 0
    }
    private let table = Mutex(Table())
    private let watchedStations = WatchedStations()

    package init() {}

    /// What waits for subscribers, each as of the last event that it was to hear; those refused were cut off.
    package var queues: QueueFill {
        table.withLock { table in
            let depths = table.subscribers.values.map { $0.backlog.depth.load(ordering: .relaxed) }
            return QueueFill(
                depth: depths.reduce(0, +), deepest: depths.max() ?? 0,
                limit: table.subscribers.values.map(\.backlog.limit).max(), refused: table.cutOff)
        }
    }

    package var subscriberCount: Int { table.withLock { $0.subscribers.count } }

    package func publish(_ event: Event) {
        let subscribers = table.withLock { Array($0.subscribers) }
        for (id, subscriber) in subscribers where subscriber.filter(event) {
            switch subscriber.continuation.yield(event) {
            case .enqueued(let room):
                let backlog = subscriber.backlog
                backlog.depth.store(max(0, backlog.limit - room), ordering: .relaxed)
            case .dropped:
                table.withLock { $0.cutOff += 1 }
                end(id)
            case .terminated: end(id)
            @unknown default: end(id)
            }
        }
    }

    package func isAskedForMessages(of station: StationID) -> Bool { watchedStations.contains(station) }

    package func subscribe(
        bufferLimit: Int, messagesOf stations: Set<StationID>, where filter: @escaping @Sendable (Event) -> Bool
    ) -> AsyncStream<Event> {
        let (stream, continuation) = AsyncStream<Event>.makeStream(
            bufferingPolicy: .bufferingOldest(max(1, bufferLimit)))
        let backlog = Backlog(limit: max(1, bufferLimit))
        // Before anybody can end it.
        for station in stations { watchedStations.begin(station) }
        let id = table.withLock { table in
            table.nextID += 1
            table.subscribers[table.nextID] = Subscriber(
                filter: filter, continuation: continuation, backlog: backlog, stations: stations)
            return table.nextID
        }
        continuation.onTermination = { [weak self] _ in self?.remove(id) }
        return stream
    }

    private func end(_ id: UInt64) {
        // Finishing calls onTermination, which takes the lock, so it happens outside of it.
        remove(id)?.continuation.finish()
    }

    @discardableResult
    private func remove(_ id: UInt64) -> Subscriber? {
        let subscriber = table.withLock { $0.subscribers.removeValue(forKey: id) }
        for station in subscriber?.stations ?? [] { watchedStations.end(station) }
        return subscriber
    }
}
