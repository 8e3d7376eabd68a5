import Synchronization
import Testing

@testable import GraphQL

/// A field is resolved once for all objects of its level.
@Suite("Batching")
struct BatchingTests {
    @Test func `resolver calls grow with depth, never with objects`() async throws {
        let world = World()
        _ = try await Charging.run("{ stations(first: 100) { name sessions(first: 5) { note } } }", world: world)
        #expect(world.calls(of: "stations") == 1)
        #expect(world.calls(of: "sessions") == 1)
        #expect(world.calls(of: "name") == 1)
        #expect(world.calls(of: "note") == 1)
    }

    @Test func `the same selection of the same parents is resolved once, whatever its aliases`() async throws {
        let world = World()
        let response = try await Charging.run(
            "{ stations(first: 1) { a: sessions(first: 1) { id } b: sessions(first: 1) { note } c: sessions(first: 2) { id } } }",
            world: world)
        #expect(world.calls(of: "sessions") == 2)
        #expect(
            response
                == #"{"data":{"stations":[{"a":[{"id":"X10"}],"b":[{"note":"note 10"}],"c":[{"id":"X10"},{"id":"X11"}]}]}}"#
        )
    }

    @Test func `objects that several parents share are executed once`() async throws {
        let world = World()
        let response = try await Charging.run("{ stations(first: 4) { latest { id station { id } } } }", world: world)
        #expect(
            response
                == #"{"data":{"stations":[{"latest":{"id":"X70","station":{"id":"S7"}}},{"latest":{"id":"X71","station":{"id":"S7"}}},{"latest":null},{"latest":{"id":"X71","station":{"id":"S7"}}}]}}"#
        )
        #expect(world.calls(of: "latest") == 1)
    }

    @Test(.timeLimit(.minutes(1))) func `all loads of a level run at the same time`() async throws {
        // Each waits until the other has begun; were they run in turn, neither would end.
        let begun = Mutex<Set<String>>([])
        @Sendable func meet(_ name: String) async {
            begun.withLock { _ = $0.insert(name) }
            while begun.withLock({ $0.count }) < 2 { await Task.yield() }
        }
        var group = ResolverGroup<Int>("Query")
        group["a"] = .loadLeaf { _, _ in
            await meet("a"); return .strings(["a"])
        }
        group["b"] = .loadLeaf { _, _ in
            await meet("b"); return .strings(["b"])
        }
        let engine = try Engine(schema: Schema(sdl: "type Query { a: String b: String }"), resolvers: [group])
        let response = await engine.execute(GraphQLRequest(query: "{ a b }"), context: 0)
        #expect(response.textWithoutExtensions == #"{"data":{"a":"a","b":"b"}}"#)
    }

    @Test func `mutations run one after the other, each with all below it`() async throws {
        let world = World()
        _ = try await Charging.run(
            """
            mutation {
              a: rename(input: {id: "S1", name: "x"}) { strict { id } }
              b: rename(input: {id: "S1", name: "x"}) { strict { id } }
            }
            """, world: world)
        #expect(world.calls(of: "rename 0 after") == 1)
        #expect(world.calls(of: "rename 1 after") == 1)
    }
}
