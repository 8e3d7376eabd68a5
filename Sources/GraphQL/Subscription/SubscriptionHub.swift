import Synchronization

/// Executes each distinct subscription once, encodes its results once, and hands the same message to everybody who asked.
///
/// Distinct means: another document, operation or other variables, or another fingerprint: whatever of the subscriber
/// decides what it may see, in the host's own terms. The source of events is opened by the first subscriber and ends with
/// the last. Nobody waits for a subscriber: a sink that cannot keep up drops its own.
public final class SubscriptionHub<Context: Sendable, Fingerprint: Hashable & Sendable, Message: Sendable>: Sendable {
    public enum Delivery: Sendable {
        case next(Message)
        /// The source has ended. Nothing follows.
        case completed
        /// The subscription could not begin or go on; an answer with errors alone. Nothing follows.
        case failed(GraphQLResponse)
    }
    /// Called on its lane, one delivery at a time. One that was under way may still come after ``leave(_:)``.
    public typealias Sink = @Sendable (Delivery) -> Void

    /// What the host wants around an execution, such as its task-local values.
    public typealias Surroundings = @Sendable (_ execution: () async -> Void) async -> Void

    /// What a subscriber leaves with.
    public struct Membership: Sendable {
        fileprivate let source: UInt64
        fileprivate let lane: ObjectIdentifier?
        fileprivate let id: UInt64
    }

    fileprivate struct Key: Hashable {
        let operation: OperationKey
        let fingerprint: Fingerprint
    }

    fileprivate struct Source {
        let key: Key
        var lanes: [LaneMembers<Delivery>] = []
        /// Ends its work.
        let stop: AsyncStream<Void>.Continuation
    }

    private struct Work: Sendable {
        let source: UInt64
        let operation: PreparedOperation<Context>
        let context: @Sendable () -> Context
        let surroundings: Surroundings
        let stopped: AsyncStream<Void>
    }

    private struct Table {
        var sources: [UInt64: Source] = [:]
        var places: [Key: UInt64] = [:]
        var lastID: UInt64 = 0
        var subscribers = 0

        mutating func makeID() -> UInt64 {
            lastID += 1
            return lastID
        }

        mutating func remove(_ source: UInt64) -> Source? {
            guard let removed = sources.removeValue(forKey: source) else { return nil }
            places[removed.key] = nil
            subscribers -= removed.lanes.reduce(0) { $0 + $1.sinks.count }
            return removed
        }
    }

    /// Events that are on their way to a lane before the source waits for it.
    private static var eventsAhead: Int { 16 }

    /// What waits in the hub, for operators.
    public struct Backlog: Sendable, Equatable {
        /// New subscriptions whose execution has not begun, how many may, and how many were turned away since the start.
        public var waitingSources = 0
        public var sourceLimit = 0
        public var refusedSources = 0
        /// Deliveries that lanes were handed and have not made; a source waits for its lanes every so many events.
        public var waitingDeliveries = 0
        public var eventsAhead = 0
    }

    private let encode: @Sendable (GraphQLResponse) -> Message
    private let table = Mutex(Table())
    private let queue: AsyncStream<Work>
    private let entrance: AsyncStream<Work>.Continuation
    private let maximumSources: Int
    private let waitingSources = Atomic<Int>(0)
    private let refusedSources = Atomic<Int>(0)
    private let deliveries = DeliveryCount()

    /// What `encode` makes of a result is what the sinks get; it is called once for each event of a source.
    public init(maximumSources: Int = 10_000, encode: @escaping @Sendable (GraphQLResponse) -> Message) {
        self.encode = encode
        self.maximumSources = max(1, maximumSources)
        (queue, entrance) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(max(1, maximumSources)))
    }

    /// Distinct subscriptions that are executed now.
    public var sourceCount: Int { table.withLock { $0.sources.count } }
    public var subscriberCount: Int { table.withLock { $0.subscribers } }
    public var backlog: Backlog {
        Backlog(
            waitingSources: waitingSources.load(ordering: .relaxed), sourceLimit: maximumSources,
            refusedSources: refusedSources.load(ordering: .relaxed), waitingDeliveries: deliveries.waiting,
            eventsAhead: Self.eventsAhead)
    }

    /// Executes until the task is cancelled; subscriptions that are joined before wait for it.
    public func run() async {
        await withDiscardingTaskGroup { group in
            for await work in queue {
                waitingSources.subtract(1, ordering: .relaxed)
                // A source lives as long as somebody listens, and the next one does not wait for it.
                group.addTask { await self.perform(work) }
            }
            entrance.finish()
            group.cancelAll()
        }
    }

    // MARK: Subscribers

    /// Adds a subscriber. Its sink may be called before this returns. A context is made for each execution; that of the
    /// first subscriber serves all who share the source, as do its surroundings.
    ///
    /// - Returns: nil when there are too many sources, or ``run()`` has ended.
    public func join(
        _ operation: PreparedOperation<Context>, fingerprint: Fingerprint, on lane: DeliveryLane,
        context: @escaping @Sendable () -> Context,
        surroundedBy surroundings: @escaping Surroundings = { await $0() }, sink: @escaping Sink
    ) -> Membership? {
        let key = Key(operation: operation.key, fingerprint: fingerprint)
        let (stopped, stop) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let (membership, isNew) = table.withLock { table -> (Membership, Bool) in
            let id = table.makeID()
            let known = table.places[key]
            let source = known ?? id
            if known == nil {
                table.places[key] = source
                table.sources[source] = Source(key: key, stop: stop)
            }
            table.sources[source]?.add(id, sink, on: lane)
            table.subscribers += 1
            return (Membership(source: source, lane: lane.id, id: id), known == nil)
        }
        guard isNew else { return membership }
        let work = Work(
            source: membership.source, operation: operation, context: context, surroundings: surroundings,
            stopped: stopped)
        // Before it can begin.
        waitingSources.add(1, ordering: .relaxed)
        guard case .enqueued = entrance.yield(work) else {
            waitingSources.subtract(1, ordering: .relaxed)
            refusedSources.add(1, ordering: .relaxed)
            leave(membership)
            // Others may have joined meanwhile.
            end(membership.source, .failed(Self.busy))
            return nil
        }
        return membership
    }

    /// Ends the source when nobody is left. Leaving twice does nothing.
    public func leave(_ membership: Membership) {
        let abandoned = table.withLock { table -> Source? in
            guard table.sources[membership.source]?.remove(membership.id, from: membership.lane) == true else {
                return nil
            }
            table.subscribers -= 1
            return table.sources[membership.source]?.lanes.isEmpty == true ? table.remove(membership.source) : nil
        }
        abandoned?.stop.finish()
    }

    private static var busy: GraphQLResponse {
        GraphQLResponse(failure: GraphQLError("the server is too busy; try again", code: .limitExceeded))
    }

    // MARK: Sources

    private func perform(_ work: Work) async {
        await withTaskGroup(of: Void.self) { group in
            // Beside the wait for its end, whichever comes first; the group waits for both.
            group.addTask { await work.surroundings { await self.serve(work) } }
            group.addTask { for await _ in work.stopped {} }
            await group.next()
            group.cancelAll()
        }
    }

    private func serve(_ work: Work) async {
        do {
            var events = 0
            for try await event in try await work.operation.events(context: work.context()) {
                let message = encode(await work.operation.respond(to: event, context: work.context()))
                guard let lanes = table.withLock({ $0.sources[work.source]?.lanes }) else { return }
                for lane in lanes { lane.deliver(.next(message), counting: deliveries) }
                events += 1
                if events.isMultiple(of: Self.eventsAhead) { await settle(lanes.map(\.lane)) }
            }
            try Task.checkCancellation()
            end(work.source, .completed)
        } catch let failure as RequestFailure {
            end(work.source, .failed(failure.response))
        } catch {
            end(work.source, .failed(GraphQLResponse(failure: work.operation.streamFailure(error))))
        }
    }

    /// Waits until the lanes have done what they were handed: a lane that is too slow slows its sources, whose bounded
    /// buffers then decide what becomes of the events.
    private func settle(_ lanes: [DeliveryLane]) async {
        let (passed, pass) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(lanes.count))
        for lane in lanes { lane.execute { pass.yield() } }
        var waiting = lanes.count
        for await _ in passed {
            waiting -= 1
            if waiting == 0 { break }
        }
    }

    private func end(_ source: UInt64, _ delivery: Delivery) {
        let removed = table.withLock { $0.remove(source) }
        removed?.stop.finish()
        for lane in removed?.lanes ?? [] { lane.deliver(delivery, counting: deliveries) }
    }
}

extension SubscriptionHub.Source {
    fileprivate mutating func add(_ id: UInt64, _ sink: @escaping SubscriptionHub.Sink, on lane: DeliveryLane) {
        let place = lanes.firstIndex { $0.lane.id == lane.id } ?? lanes.endIndex
        if place == lanes.endIndex { lanes.append(LaneMembers(lane)) }
        lanes[place].add(id, sink)
    }

    fileprivate mutating func remove(_ id: UInt64, from lane: ObjectIdentifier?) -> Bool {
        guard let place = lanes.firstIndex(where: { $0.lane.id == lane }) else { return false }
        let isRemoved = lanes[place].remove(id)
        if lanes[place].isEmpty { lanes.remove(at: place) }
        return isRemoved
    }
}
