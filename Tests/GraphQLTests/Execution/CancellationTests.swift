import JSON
import Synchronization
import Testing

@testable import GraphQL

@Suite("Cancellation")
struct CancellationTests {
    @Test(.timeLimit(.minutes(1))) func `no level starts after the task was cancelled`() async throws {
        let inner = Mutex(0)
        var group = ResolverGroup<Int>("Query")
        group["self"] = .loadObject { _, _ in
            while !Task.isCancelled { await Task.yield() }
            return .one(RootObject())
        }
        group["value"] = .loadLeaf { _, _ in
            inner.withLock { $0 += 1 }
            return .constant(1)
        }
        let engine = try Engine(schema: Schema(sdl: "type Query { self: Query value: Int }"), resolvers: [group])
        let task = Task { await engine.execute(GraphQLRequest(query: "{ self { value } }"), context: 0) }
        task.cancel()
        let response = await task.value
        #expect(response.errors.map(\.code) == [.cancelled])
        #expect(inner.withLock { $0 } == 0)
    }
}
