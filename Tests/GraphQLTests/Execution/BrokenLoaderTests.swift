import JSON
import Synchronization
import Testing

@testable import GraphQL

/// Loaders that break their contract give internal errors, never a trap.
@Suite("Broken loaders", .timeLimit(.minutes(1)))
struct BrokenLoaderTests {
    struct Two: ObjectBatch { var count: Int { 2 } }
    struct Failed: Error {}

    /// Two fields with the keys 1, 2 and 2, 3, united: three keys, and places that are not their order.
    private func run(
        _ type: String, _ selection: String, _ loader: KeyedLoader<Int, FieldWish, Int>
    ) async throws -> (text: String, internalErrors: Int) {
        let failures = Mutex(0)
        var query = ResolverGroup<Int>("Query")
        query["list"] = .list { _, _ in .all(Two()) }
        var item = ResolverGroup<Int>("Item")
        item["x"] = .load(on: Two.self, by: loader) { _, _, _ in [1, 2] }
        item["y"] = .load(on: Two.self, by: loader) { _, _, _ in [2, 3] }
        item["ok"] = .leaf { _, _ in .constant(true) }
        let engine = try Engine(
            schema: Schema(sdl: "type Query { list: [Item] } type Item { x: \(type) y: \(type) ok: Boolean! }"),
            resolvers: [query, item], onInternalError: { _, _ in failures.withLock { $0 += 1 } })
        let response = await engine.execute(
            GraphQLRequest(query: "{ list { x \(selection) y \(selection) } }"), context: 0)
        return (response.textWithoutExtensions, failures.withLock { $0 })
    }

    private static let allNull = #""data":{"list":[{"x":null,"y":null},{"x":null,"y":null}]}}"#

    @Test(arguments: [
        ObjectResult.rows([0], of: Two()), .each(Two()), .rows([8, 9, 9], of: Two()),
        .abstract([.init(batch: 3, row: 0), .null, .init(batch: 0, row: .max)], of: []),
    ])
    func `wrong objects`(_ result: ObjectResult) async throws {
        let answer = try await run("Item", "{ ok }", .objects { _, _, _ in result })
        #expect(answer.text.contains(#"{"x":null"#))
        #expect(answer.internalErrors > 0)
    }

    @Test(arguments: [
        ListResult.rows(of: Two(), offsets: [0, 1]), .rows(of: Two(), offsets: [2, 1, 0, 0]),
        .rows(of: Two(), offsets: []), .rows(of: Two(), offsets: [0, 9, 9, 9]),
        .rows(of: Two(), offsets: [0, 1, 2, 2]).withNullLists([true]),
        .lists(of: .rows(of: Two(), offsets: [0, 1]), offsets: [0, 1, 1, 1]),
    ])
    func `wrong lists`(_ result: ListResult) async throws {
        let answer = try await run("[Item]", "{ ok }", .lists { _, _, _ in result })
        #expect(answer.text.hasSuffix(Self.allNull))
        #expect(answer.internalErrors == 2)
    }

    @Test(arguments: [
        LeafColumn.integers([1, 2]), .integers([]), .lists(of: .integers([1]), offsets: [0, 7, 1, 0]),
    ])
    func `wrong leaves`(_ result: LeafColumn) async throws {
        let answer = try await run("Int", "", .leaves { _, _, _ in result })
        #expect(answer.text.hasSuffix(Self.allNull))
        #expect(answer.internalErrors == 2)
    }

    @Test func `a failed load fails each united field`() async throws {
        let answer = try await run("Int", "", .leaves { _, _, _ in throw Failed() })
        #expect(answer.text.hasSuffix(Self.allNull))
        #expect(answer.internalErrors == 2)
    }

    @Test func `constants and shared objects are for every key`() async throws {
        let leaf = try await run("Int", "", .leaves { _, _, _ in .constant(7) })
        #expect(leaf.text == #"{"data":{"list":[{"x":7,"y":7},{"x":7,"y":7}]}}"#)
        let object = try await run("Item", "{ ok }", .objects { _, _, _ in .one(Two()) })
        #expect(
            object.text.hasSuffix(#"{"list":[{"x":{"ok":true},"y":{"ok":true}},{"x":{"ok":true},"y":{"ok":true}}]}}"#))
        let list = try await run("[Item]", "{ ok }", .lists { _, _, _ in .empty })
        #expect(list.text.hasSuffix(#"{"list":[{"x":[],"y":[]},{"x":[],"y":[]}]}}"#))
    }

    @Test func `the wrong number of keys is the resolver's failure`() async throws {
        let loader = KeyedLoader<Int, FieldWish, Int>.leaves { _, _, _ in .constant(1) }
        let failures = Mutex(0)
        var query = ResolverGroup<Int>("Query")
        query["x"] = .load(on: RootObject.self, by: loader) { _, _, _ in [1, 2, 3] }
        let engine = try Engine(
            schema: Schema(sdl: "type Query { x: Int }"), resolvers: [query],
            onInternalError: { _, _ in failures.withLock { $0 += 1 } })
        let response = await engine.execute(GraphQLRequest(query: "{ x }"), context: 0)
        #expect(response.textWithoutExtensions.hasSuffix(#""data":{"x":null}}"#))
        #expect(failures.withLock { $0 } == 1)
    }

    @Test func `a loader of lists does not answer an object`() throws {
        var query = ResolverGroup<Int>("Query")
        query["x"] = .load(by: KeyedLoader<Int, FieldWish, Int>.lists { _, _, _ in .empty }) { _, _ in 1 }
        let error = #expect(throws: EngineError.self) {
            try Engine(schema: Schema(sdl: "type Query { x: Query }"), resolvers: [query])
        }
        #expect(error?.problems == ["resolver \"Query.x\" answers a list of objects, the field needs an object"])
    }
}
