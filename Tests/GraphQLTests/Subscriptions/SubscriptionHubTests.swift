import JSON
import Synchronization
import Testing

@testable import GraphQL

@Suite("Subscription hub", .timeLimit(.minutes(1)))
struct SubscriptionHubTests {
    typealias Hub = SubscriptionHub<Ticks, String, String>

    private let ticks = Ticks()
    private let encodings = Counter()
    private let hub: Hub
    private let engine: Engine<Ticks>

    init() throws {
        hub = Hub { [encodings] response in
            encodings.add()
            return String(decoding: response.bytes, as: UTF8.self)
        }
        engine = try Ticks.engine()
    }

    private func join(
        _ query: String = "subscription { tick }", _ fingerprint: String = "all", on lane: DeliveryLane = .direct,
        _ sink: @escaping Hub.Sink = { _ in }
    ) throws -> Hub.Membership? {
        let operation = try engine.prepare(GraphQLRequest(query: query))
        return hub.join(operation, fingerprint: fingerprint, on: lane, context: { [ticks] in ticks }, sink: sink)
    }

    private func running(_ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [hub] in await hub.run() }
            try await body()
            group.cancelAll()
        }
    }

    private func eventually(_ condition: () -> Bool) async throws {
        while !condition() { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test func `who asks the same shares one execution and one encoding`() async throws {
        let (first, second) = (Inbox(), Inbox())
        try await running {
            _ = try join { first.take($0) }
            _ = try join { second.take($0) }
            #expect(hub.sourceCount == 1 && hub.subscriberCount == 2)
            try await eventually { ticks.listeners == 1 }
            ticks.send(7)
            try await eventually { first.count == 1 && second.count == 1 }
        }
        #expect(first.messages.first == #"{"data":{"tick":7}}"#)
        #expect(first.messages.first == second.messages.first)
        #expect(encodings.value == 1 && ticks.opened == 1)
    }

    @Test func `other rights, another document or other variables share nothing`() async throws {
        try await running {
            _ = try join()
            _ = try join("subscription { tick }", "some")
            _ = try join("subscription { other: tick }")
            #expect(hub.sourceCount == 3)
            try await eventually { ticks.opened == 3 }
        }
    }

    @Test func `the source ends with the last subscriber and begins anew with the next`() async throws {
        try await running {
            let memberships = try (0..<3).map { _ in try #require(try join()) }
            try await eventually { ticks.listeners == 1 }
            for membership in memberships.dropLast() { hub.leave(membership) }
            hub.leave(memberships[0])
            #expect(hub.subscriberCount == 1)
            hub.leave(memberships[2])
            #expect(hub.sourceCount == 0 && hub.subscriberCount == 0)
            try await eventually { ticks.listeners == 0 }
            let inbox = Inbox()
            _ = try join { inbox.take($0) }
            try await eventually { ticks.listeners == 1 }
            ticks.send(1)
            try await eventually { inbox.count == 1 }
        }
    }

    @Test func `who has left hears nothing, and the others all of it`() async throws {
        let inboxes = (0..<5).map { _ in Inbox() }
        try await running {
            let memberships = try inboxes.map { inbox in try #require(try join { inbox.take($0) }) }
            try await eventually { ticks.listeners == 1 }
            for place in [1, 4, 0] { hub.leave(memberships[place]) }
            ticks.send(1)
            try await eventually { inboxes[2].count == 1 && inboxes[3].count == 1 }
        }
        #expect([0, 1, 4].allSatisfy { inboxes[$0].count == 0 })
    }

    @Test func `an event costs one step for each lane, however many subscribers are on it`() async throws {
        let (left, right) = (Lane(), Lane())
        let heard = Counter()
        try await running {
            for number in 0..<1_000 {
                _ = try join(on: (number.isMultiple(of: 2) ? left : right).lane) { _ in heard.add() }
            }
            try await eventually { ticks.listeners == 1 }
            ticks.send(1)
            try await eventually { left.steps + right.steps == 2 }
            left.work()
            #expect(heard.value == 500)
            right.work()
            #expect(heard.value == 1_000 && left.steps == 1 && right.steps == 1)
        }
    }

    @Test func `a lane that stands still holds no more than a few events, and the source's bound does the rest`()
        async throws
    {
        let lane = Lane()
        let inbox = Inbox()
        try await running {
            _ = try join("subscription { bounded: tick(bound: 8) }", on: lane.lane) { inbox.take($0) }
            try await eventually { ticks.listeners == 1 }
            for number in 0..<16 {
                ticks.send(number)
                try await eventually { lane.steps > number }
            }
            try await eventually { lane.steps == 17 }
            for number in 16..<100 { ticks.send(number) }
            try await eventually { ticks.listeners == 0 }
            #expect(lane.steps == 17)
            lane.keepWorking()
            try await eventually { inbox.failure != nil }
        }
        #expect(inbox.messages.count == 24)
        #expect(inbox.failure == .limitExceeded)
    }

    @Test func `what stops a source from opening is told to everybody`() async throws {
        let inboxes = [Inbox(), Inbox()]
        for inbox in inboxes { _ = try join("subscription { refused }") { inbox.take($0) } }
        try await running { try await eventually { inboxes.allSatisfy { $0.failure != nil } } }
        #expect(inboxes.map(\.failure) == [.forbidden, .forbidden])
        #expect(hub.sourceCount == 0 && hub.subscriberCount == 0)
    }

    @Test func `a source that ends says so`() async throws {
        let inbox = Inbox()
        try await running {
            _ = try join { inbox.take($0) }
            try await eventually { ticks.listeners == 1 }
            ticks.send(1)
            ticks.finish()
            try await eventually { inbox.isCompleted }
        }
        #expect(inbox.messages.count == 1)
    }

    @Test func `when the hub ends, its subscribers are told and new ones turned away`() async throws {
        let inbox = Inbox()
        try await running {
            _ = try join { inbox.take($0) }
            try await eventually { ticks.listeners == 1 }
        }
        #expect(inbox.failure == .cancelled)
        #expect(try join() == nil)
        #expect(hub.sourceCount == 0 && hub.subscriberCount == 0)
    }

    @Test func `joining and leaving from everywhere at once leaves nothing behind`() async throws {
        try await running {
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<16 {
                    group.addTask {
                        for round in 0..<200 {
                            let fingerprint = "\((number + round) % 3)"
                            guard let membership = try? join("subscription { tick }", fingerprint) else { continue }
                            if round.isMultiple(of: 7) { await Task.yield() }
                            hub.leave(membership)
                        }
                    }
                }
            }
            #expect(hub.sourceCount == 0 && hub.subscriberCount == 0)
            try await eventually { ticks.listeners == 0 }
        }
    }
}

/// A source of numbers, and how often it was opened.
final class Ticks: Sendable {
    private struct State {
        var sources: [Int: EventSource] = [:]
        var opened = 0
    }
    private let state = Mutex(State())

    var listeners: Int { state.withLock { $0.sources.count } }
    var opened: Int { state.withLock { $0.opened } }

    func send(_ number: Int) {
        for source in state.withLock({ Array($0.sources.values) }) { source.send(.init(leaf: .integer(Int64(number)))) }
    }

    func finish() {
        for source in state.withLock({ Array($0.sources.values) }) { source.finish() }
    }

    private func open(_ bound: Int) -> EventStream {
        let (stream, source) = EventStream.makeStream(buffering: .endWhenFull(bound))
        let id = state.withLock { state in
            state.opened += 1
            state.sources[state.opened] = source
            return state.opened
        }
        source.onEnd { [self] in state.withLock { $0.sources[id] = nil } }
        return stream
    }

    static func engine() throws -> Engine<Ticks> {
        var query = ResolverGroup<Ticks>("Query")
        query["a"] = .leaf { _, _ in .constant(1) }
        var subscription = ResolverGroup<Ticks>("Subscription")
        subscription["tick"] = .subscription { field, ticks in ticks.open(field.integer("bound") ?? 1_000) }
        subscription["refused"] = .subscription { _, _ in throw FieldError("not yours", code: .forbidden) }
        return try Engine(
            schema: Schema(
                sdl: "type Query { a: Int } type Subscription { tick(bound: Int): Int! refused: Int }"),
            resolvers: [query, subscription])
    }
}

private final class Counter: Sendable {
    private let count = Atomic(0)
    var value: Int { count.load(ordering: .relaxed) }
    func add() { count.add(1, ordering: .relaxed) }
}

private final class Inbox: Sendable {
    private let deliveries = Mutex<[SubscriptionHubTests.Hub.Delivery]>([])

    func take(_ delivery: SubscriptionHubTests.Hub.Delivery) { deliveries.withLock { $0.append(delivery) } }

    var messages: [String] {
        deliveries.withLock { $0 }.compactMap { if case .next(let message) = $0 { message } else { nil } }
    }
    var count: Int { deliveries.withLock { $0.count } }
    var isCompleted: Bool {
        deliveries.withLock { $0 }.contains { if case .completed = $0 { true } else { false } }
    }
    var failure: ErrorCode? {
        for case .failed(let response) in deliveries.withLock({ $0 }) { return response.errors.first?.code }
        return nil
    }
}

/// A lane that works only when it is told to.
private final class Lane: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var steps = 0
        var isWorking = false
    }
    private let state = Mutex(State())

    var steps: Int { state.withLock { $0.steps } }

    var lane: DeliveryLane {
        DeliveryLane(self) { [self] work in
            let isWorking = state.withLock { state in
                state.steps += 1
                if !state.isWorking { state.waiting.append(work) }
                return state.isWorking
            }
            if isWorking { work() }
        }
    }

    func work() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for work in waiting { work() }
    }

    func keepWorking() {
        state.withLock { $0.isWorking = true }
        work()
    }
}
