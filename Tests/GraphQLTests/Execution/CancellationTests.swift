import JSON
import Synchronization
import Testing

@testable import GraphQL

@Suite("Cancellation and deadlines", .timeLimit(.minutes(1)))
struct CancellationTests {
    /// A resolver that waits without regard to cancellation until it is let go.
    final class Stubborn: Sendable {
        private let waiting = Mutex<(continuations: [CheckedContinuation<Void, Never>], isOpen: Bool)>(([], false))
        let begun = Mutex(0)

        func wait() async {
            begun.withLock { $0 += 1 }
            await withCheckedContinuation { continuation in
                let isOpen = waiting.withLock { state in
                    if !state.isOpen { state.continuations.append(continuation) }
                    return state.isOpen
                }
                if isOpen { continuation.resume() }
            }
        }

        func letGo() {
            let all = waiting.withLock { state in
                state.isOpen = true
                defer { state.continuations = [] }
                return state.continuations
            }
            for continuation in all { continuation.resume() }
        }

        func untilBegun(_ count: Int) async {
            while begun.withLock({ $0 }) < count { await Task.yield() }
        }
    }

    private func engine(of stubborn: Stubborn, _ inner: Counter, _ limits: Limits = Limits()) throws -> Engine<Int> {
        var group = ResolverGroup<Int>("Query")
        group["self"] = .loadObject { _, _ in
            while !Task.isCancelled { await Task.yield() }
            return .one(RootObject())
        }
        group["stubborn"] = .loadObject { _, _ in
            await stubborn.wait()
            return .one(RootObject())
        }
        group["sleepy"] = .loadLeaf { _, _ in
            try await Task.sleep(for: .seconds(60))
            return .constant(1)
        }
        group["value"] = .loadLeaf { _, _ in
            inner.value.withLock { $0 += 1 }
            return .constant(1)
        }
        var mutation = ResolverGroup<Int>("Mutation")
        mutation["first"] = .loadObject { _, _ in
            await stubborn.wait()
            return .one(RootObject())
        }
        mutation["second"] = .object { _, _ in
            inner.value.withLock { $0 += 1 }
            return .null
        }
        let sdl = """
            type Query { self: Query stubborn: Query sleepy: Int value: Int }
            type Mutation { first: Query second: Query }
            """
        return try Engine(schema: Schema(sdl: sdl), resolvers: [group, mutation], limits: limits)
    }

    /// A deadline that no test reaches.
    private static let later = RequestOptions(deadline: .seconds(300))

    final class Counter: Sendable {
        let value = Mutex(0)
    }

    @Test func `no level starts after the task was cancelled`() async throws {
        let inner = Counter()
        let engine = try engine(of: Stubborn(), inner)
        let task = Task { await engine.execute(GraphQLRequest(query: "{ self { value } }"), context: 0) }
        task.cancel()
        let response = await task.value
        #expect(response.errors.map(\.code) == [.cancelled])
        #expect(inner.value.withLock { $0 } == 0)
    }

    @Test func `a resolver that ignores cancellation does not hold the request`() async throws {
        let stubborn = Stubborn()
        let inner = Counter()
        let engine = try engine(of: stubborn, inner)
        let task = Task {
            await engine.execute(GraphQLRequest(query: "{ stubborn { value } }"), context: 0, options: Self.later)
        }
        await stubborn.untilBegun(1)
        task.cancel()
        // It has not been let go, so only the end of the wait can bring this.
        let response = await task.value
        #expect(
            response.textWithoutExtensions
                == #"{"errors":[{"message":"the request was cancelled","extensions":{"code":"CANCELLED"}}],"data":null}"#
        )
        #expect(!response.isRequestError)
        #expect(engine.abandonedExecutions == 1)
        stubborn.letGo()
        while engine.abandonedExecutions > 0 { await Task.yield() }
        #expect(inner.value.withLock { $0 } == 0)
    }

    @Test func `without a deadline a request ends with its resolvers`() async throws {
        let stubborn = Stubborn()
        let engine = try engine(of: stubborn, Counter())
        let ended = Counter()
        let task = Task {
            let response = await engine.execute(GraphQLRequest(query: "{ stubborn { value } }"), context: 0)
            ended.value.withLock { $0 += 1 }
            return response
        }
        await stubborn.untilBegun(1)
        task.cancel()
        for _ in 0..<1_000 { await Task.yield() }
        #expect(ended.value.withLock { $0 } == 0)
        stubborn.letGo()
        #expect(await task.value.errors.map(\.code) == [.cancelled])
        #expect(engine.abandonedExecutions == 0)
    }

    @Test func `while too many are abandoned, whoever gives up waits`() async throws {
        var limits = Limits()
        limits.abandonedExecutions = 1
        let stubborn = Stubborn()
        let engine = try engine(of: stubborn, Counter(), limits)
        let tasks = (0..<2).map { _ in
            Task {
                await engine.execute(GraphQLRequest(query: "{ stubborn { value } }"), context: 0, options: Self.later)
            }
        }
        await stubborn.untilBegun(2)
        for task in tasks { task.cancel() }
        let ended = Counter()
        let waiting = tasks.map { task in
            Task {
                _ = await task.value
                ended.value.withLock { $0 += 1 }
            }
        }
        while ended.value.withLock({ $0 }) == 0 { await Task.yield() }
        for _ in 0..<1_000 { await Task.yield() }
        #expect(ended.value.withLock { $0 } == 1)
        stubborn.letGo()
        for task in waiting { await task.value }
        #expect(ended.value.withLock { $0 } == 2)
    }

    @Test(arguments: ["{ sleepy }", "{ stubborn { value } }", "{ a: sleepy stubborn { value } }"])
    func `a deadline ends the wait with what it allows`(query: String) async throws {
        let stubborn = Stubborn()
        defer { stubborn.letGo() }
        let engine = try engine(of: stubborn, Counter())
        let start = ContinuousClock.now
        let response = await engine.execute(
            GraphQLRequest(query: query), context: 0, options: RequestOptions(deadline: .milliseconds(30)))
        #expect(start.duration(to: .now) < .seconds(20))
        let error = try #require(response.errors.first)
        #expect(error.code == .limitExceeded)
        #expect(error.extensions["limit"] == "milliseconds")
        #expect(error.extensions["allowed"] == 30)
        #expect(
            error.message
                == "The request needs more than 30 milliseconds; at most 30 are allowed. Ask for less at once, or try again later."
        )
        #expect(!response.isRequestError && !response.hasData)
    }

    @Test func `what is ready before its deadline is answered`() async throws {
        let engine = try engine(of: Stubborn(), Counter())
        let response = await engine.execute(
            GraphQLRequest(query: "{ value }"), context: 0, options: RequestOptions(deadline: .seconds(60)))
        #expect(response.textWithoutExtensions == #"{"data":{"value":1}}"#)
    }

    @Test func `deadlines ring in their order, and those that were removed do not`() async throws {
        let timer = DeadlineTimer()
        let rung = Mutex<[Int]>([])
        let now = ContinuousClock.now
        _ = timer.set(now + .milliseconds(120)) { rung.withLock { $0.append(3) } }
        _ = timer.set(now + .milliseconds(20)) { rung.withLock { $0.append(1) } }
        let removed = timer.set(now + .milliseconds(40)) { rung.withLock { $0.append(2) } }
        timer.remove(removed)
        while rung.withLock({ $0.count }) < 2 { await Task.yield() }
        #expect(rung.withLock { $0 } == [1, 3])
        #expect(timer.count == 0)
    }

    @Test func `a cancelled mutation begins no further field`() async throws {
        let stubborn = Stubborn()
        let inner = Counter()
        let engine = try engine(of: stubborn, inner)
        let task = Task {
            await engine.execute(
                GraphQLRequest(query: "mutation { first { value } second { value } }"), context: 0, options: Self.later)
        }
        await stubborn.untilBegun(1)
        task.cancel()
        #expect(await task.value.errors.map(\.code) == [.cancelled])
        stubborn.letGo()
        while engine.abandonedExecutions > 0 { await Task.yield() }
        #expect(inner.value.withLock { $0 } == 0)
    }

    @Test func `resolvers see the caller's task-local values`() async throws {
        var group = ResolverGroup<Int>("Query")
        group["tag"] = .loadLeaf { _, _ in .constant(.string(Self.tag)) }
        let engine = try Engine(schema: Schema(sdl: "type Query { tag: String }"), resolvers: [group])
        let response = await Self.$tag.withValue("mine") {
            await engine.execute(GraphQLRequest(query: "{ tag }"), context: 0, options: Self.later)
        }
        #expect(response.textWithoutExtensions == #"{"data":{"tag":"mine"}}"#)
    }

    @TaskLocal static var tag = "nobody's"
}
