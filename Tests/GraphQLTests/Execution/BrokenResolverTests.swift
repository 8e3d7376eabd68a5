import JSON
import Synchronization
import Testing

@testable import GraphQL

/// Resolvers that break their contract give internal errors, never a trap.
@Suite("Broken resolvers")
struct BrokenResolverTests {
    struct Three: ObjectBatch { var count: Int { 3 } }
    struct Other: ObjectBatch { var count: Int { 3 } }

    private func run(
        _ type: String, _ resolver: FieldResolver<Int>, _ selection: String = ""
    ) async throws -> (text: String, internalErrors: Int) {
        let failures = Mutex(0)
        var query = ResolverGroup<Int>("Query")
        query["list"] = .list { _, _ in .all(Three(), rows: [0, 2]) }
        var item = ResolverGroup<Int>("Item")
        item["x"] = resolver
        item["ok"] = .leaf { _, _ in .constant(true) }
        let engine = try Engine(
            schema: Schema(sdl: "type Query { list: [Item] } enum E { A } type Item { x: \(type) ok: Boolean! }"),
            resolvers: [query, item], onInternalError: { _, _ in failures.withLock { $0 += 1 } })
        let response = await engine.execute(GraphQLRequest(query: "{ list { x \(selection) } }"), context: 0)
        return (response.textWithoutExtensions, failures.withLock { $0 })
    }

    @Test(arguments: [
        ("Int", LeafColumn.integers([1])), ("Int", .integers([1, 2, 3, 4])), ("Int", .strings(["a", "b"])),
        ("E", .strings(["B", "B"])), ("Float", .numbers([.infinity, .nan])), ("[Int]", .integers([1, 2])),
        ("Int", .lists(of: .integers([1]), offsets: [0, 1, 1])),
        ("[Int]", .lists(of: .integers([1]), offsets: [0, 5, 9])),
        ("[Int]", .lists(of: .integers([1]), offsets: [1, 0, 0])), ("[Int]", .lists(of: .integers([]), offsets: [])),
        ("[Int]", .lists(of: .integers([1]), offsets: [-1, 0, 1])),
        ("[Int]", .lists(of: .integers([1]), offsets: [0, 3, 1, .max])),
        ("[Int]", .lists(of: .constant(1), offsets: [5, 3, 1])), ("[Int]", .json(["a", "b"])),
        ("Boolean", .constant("x")),
    ])
    func `wrong columns`(_ type: String, _ column: LeafColumn) async throws {
        let result = try await run(type, .leaf { _, _ in column })
        #expect(result.text.hasSuffix(#""data":{"list":[{"x":null},{"x":null}]}}"#))
        #expect(result.internalErrors > 0)
    }

    @Test(arguments: [
        ObjectResult.rows([0], of: Three()), .rows([0, 3], of: Three()), .rows([0, .max], of: Three()),
        .each(Stations([1, 2, 3, 4])), .one(Three(), row: 7),
        .abstract([.init(batch: 5, row: 0), .null], of: [TypedBatch(type: "Item", Three())]),
    ])
    func `wrong objects`(_ object: ObjectResult) async throws {
        let result = try await run("Item", .object { _, _ in object }, "{ ok }")
        #expect(result.text.hasSuffix(#""data":{"list":[{"x":null},{"x":null}]}}"#))
        #expect(result.internalErrors == 1)
    }

    @Test(arguments: [
        ListResult.rows(of: Three(), offsets: [0, 1]), .rows(of: Three(), offsets: [0, 2, 9]),
        .rows(of: Three(), offsets: [2, 1, 0]), .rows([0, 9], of: Three(), offsets: [0, 1, 2]),
        .rows(of: Three(), offsets: []),
        .lists(of: .rows(of: Three(), offsets: [0, 1]), offsets: [0, 0, 1]),
        .rows(of: Three(), offsets: [0, 1, 2]).withNullLists([true]),
    ])
    func `wrong lists`(_ list: ListResult) async throws {
        let result = try await run("[Item]", .list { _, _ in list }, "{ ok }")
        #expect(result.text.hasSuffix(#""data":{"list":[{"x":null},{"x":null}]}}"#))
        #expect(result.internalErrors == 1)
    }

    @Test func `a resolver for other batches`() async throws {
        let result = try await run("Int", .leaf(on: Other.self) { _, _, _ in .integers([1, 2]) })
        #expect(result.internalErrors == 1)
    }

    @Test(arguments: [LeafColumn.integers([10, 12]), .integers([10, 11, 12]), .json([10, 11, 12])])
    func `values may follow the objects or the rows`(_ column: LeafColumn) async throws {
        let result = try await run("Int", .leaf { _, _ in column })
        #expect(result.text == #"{"data":{"list":[{"x":10},{"x":12}]}}"#)
    }

    @Test func `lists may follow the rows too`() async throws {
        let leaves = try await run(
            "[Int]", .leaf { _, _ in .lists(of: .integers([1, 2, 3, 4]), offsets: [0, 1, 3, 4]) })
        #expect(leaves.text == #"{"data":{"list":[{"x":[1]},{"x":[4]}]}}"#)
        let objects = try await run(
            "[Item]",
            .list { _, _ in .rows(of: Three(), offsets: [0, 1, 2, 3]).failing(FieldError("no", code: .conflict), at: 0)
            },
            "{ ok }")
        #expect(objects.text.hasSuffix(#""data":{"list":[{"x":null},{"x":[{"ok":true}]}]}}"#))
    }

    @Test func `lists of lists of objects`() async throws {
        let result = try await run(
            "[[Item]!]",
            .list { _, _ in .lists(of: .rows([0, -1, 2], of: Three(), offsets: [0, 2, 3, 3]), offsets: [0, 2, 3]) },
            "{ ok }")
        #expect(result.text == #"{"data":{"list":[{"x":[[{"ok":true},null],[{"ok":true}]]},{"x":[[]]}]}}"#)
    }
}
