import JSON
import Synchronization
import Testing

@testable import GraphQL

/// Fields of one level that load the same by key share one load.
@Suite("Keyed loads", .timeLimit(.minutes(1)))
struct KeyedLoadTests {
    /// Items by number: a negative number has nothing, 13 has an error.
    struct Items: ObjectBatch {
        var numbers: [Int]
        var count: Int { numbers.count }
    }

    final class Calls: Sendable {
        private let list = Mutex<[String]>([])
        var all: [String] { list.withLock { $0.sorted() } }
        func add(_ call: String) { list.withLock { $0.append(call) } }
    }

    static let sdl = """
        type Query { items(numbers: [Int!]!): [Item!]! item(number: Int): Item others(numbers: [Int!]!): [Item!]! }
        type Item {
            number: Int next: Item partner: Item parts(first: Int = 2): [Item] label(upper: Boolean): String sure: Item!
        }
        """

    private static func engine(_ calls: Calls) throws -> Engine<Calls> {
        // The one argument that a field of this loader has is the key, so it is no part of what is wanted.
        let wanted: @Sendable (FieldRequest) -> Set<String> = { $0.selectedFields() }
        let items = KeyedLoader<Int, Set<String>, Calls>.objects(wanted: wanted) { keys, wanted, _, calls in
            calls.add("items \(keys) \(wanted.sorted())")
            let found = keys.filter { $0 >= 0 }
            let rows = keys.map { key in found.firstIndex(of: key).map { Int32($0) } ?? -1 }
            let result = ObjectResult.rows(rows, of: Items(numbers: found))
            guard let bad = keys.firstIndex(of: 13) else { return result }
            return result.failing(FieldError("thirteen", code: .conflict), at: bad)
        }
        let parts = KeyedLoader<Int, FieldWish, Calls>.lists { keys, field, calls in
            let first = field.integer("first") ?? 0
            calls.add("parts \(keys) first \(first)")
            let numbers = keys.flatMap { key in (0..<first).map { key * 10 + $0 } }
            return .rows(of: Items(numbers: numbers), offsets: (0...keys.count).map { Int32($0 * first) })
        }
        let labels = KeyedLoader<Int, FieldWish, Calls>.leaves { keys, _, calls in
            calls.add("labels \(keys)")
            return .strings(keys.map { "label \($0)" })
        }
        var query = ResolverGroup<Calls>("Query")
        for name in ["items", "others"] {
            query[name] = .list { field, _ in
                .all(Items(numbers: field.array("numbers")?.compactMap { $0.integer.map { Int($0) } } ?? []))
            }
        }
        query["item"] = .load(by: items) { field, _ in field.integer("number") }
        var item = ResolverGroup<Calls>("Item")
        item["number"] = .leaf(on: Items.self) { items, _, _ in .integers(items.batch.numbers) }
        item["next"] = .load(on: Items.self, by: items) { items, _, _ in items.batch.numbers.map { $0 + 1 } }
        item["sure"] = .load(on: Items.self, by: items) { items, _, _ in items.map { $0.numbers[$1] - 100 } }
        item["partner"] = .load(on: Items.self, by: items) { items, _, _ in
            items.map { $0.numbers[$1] % 2 == 0 ? nil : $0.numbers[$1] + 2 }
        }
        item["parts"] = .load(on: Items.self, by: parts) { items, _, _ in
            items.map { $0.numbers[$1] < 0 ? nil : $0.numbers[$1] }
        }
        item["label"] = .load(on: Items.self, by: labels) { items, _, _ in
            items.map { $0.numbers[$1] == 5 ? nil : $0.numbers[$1] }
        }
        return try Engine(schema: Schema(sdl: sdl), resolvers: [query, item])
    }

    private func run(_ query: String) async throws -> (text: String, calls: [String]) {
        let calls = Calls()
        let response = await (try Self.engine(calls)).execute(GraphQLRequest(query: query), context: calls)
        return (response.textWithoutExtensions, calls.all)
    }

    @Test func `different fields of different parents share one load with distinct keys`() async throws {
        let result = try await run(
            "{ items(numbers: [1, 2]) { next { number } partner { number } } others(numbers: [1, 5]) { next { number } } }"
        )
        #expect(result.calls == ["items [2, 3, 6] [\"number\"]"])
        #expect(
            result.text
                == #"{"data":{"items":[{"next":{"number":2},"partner":{"number":3}},{"next":{"number":3},"partner":null}],"others":[{"next":{"number":2}},{"next":{"number":6}}]}}"#
        )
    }

    @Test func `loads that want different things stay apart`() async throws {
        let result = try await run(
            "{ items(numbers: [1]) { next { number } parts { number } } others(numbers: [1]) { next { label } parts(first: 1) { number } } }"
        )
        #expect(
            result.calls == [
                "items [2] [\"label\"]", "items [2] [\"number\"]", "labels [2]", "parts [1] first 1",
                "parts [1] first 2",
            ])
    }

    @Test func `root fields by key are one load`() async throws {
        let result = try await run("{ a: item(number: 4) { number } b: item(number: 7) { number } c: item { number } }")
        #expect(result.calls == ["items [4, 7] [\"number\"]"])
        #expect(result.text == #"{"data":{"a":{"number":4},"b":{"number":7},"c":null}}"#)
    }

    @Test func `lists go to their own objects, null where there is no key`() async throws {
        let result = try await run(
            "{ items(numbers: [3, -1]) { parts { number } } others(numbers: [4, 3, 3]) { parts { number } } }")
        #expect(result.calls == ["parts [3, 4] first 2"])
        #expect(
            result.text
                == #"{"data":{"items":[{"parts":[{"number":30},{"number":31}]},{"parts":null}],"others":[{"parts":[{"number":40},{"number":41}]},{"parts":[{"number":30},{"number":31}]},{"parts":[{"number":30},{"number":31}]}]}}"#
        )
    }

    @Test func `leaves go to their own objects`() async throws {
        let result = try await run("{ items(numbers: [1, 5, 1]) { label } others(numbers: [2, 1]) { label } }")
        #expect(result.calls == ["labels [1, 2]"])
        #expect(
            result.text
                == #"{"data":{"items":[{"label":"label 1"},{"label":null},{"label":"label 1"}],"others":[{"label":"label 2"},{"label":"label 1"}]}}"#
        )
    }

    @Test func `an error of one key is an error of each object that has it, and of no other`() async throws {
        let result = try await run(
            "{ items(numbers: [1, 12]) { next { number } } others(numbers: [11]) { partner { number } } }")
        #expect(
            result.text
                == #"{"errors":[{"message":"thirteen","locations":[{"line":1,"column":29}],"path":["items",1,"next"],"extensions":{"code":"CONFLICT"}},{"message":"thirteen","locations":[{"line":1,"column":71}],"path":["others",0,"partner"],"extensions":{"code":"CONFLICT"}}],"data":{"items":[{"next":{"number":2}},{"next":null}],"others":[{"partner":null}]}}"#
        )
    }

    @Test func `a null that may not be takes only its own parent with it`() async throws {
        let result = try await run("{ item(number: 107) { sure { number } next { sure { number } } } }")
        #expect(result.text == #"{"data":{"item":{"sure":{"number":7},"next":{"sure":{"number":8}}}}}"#)
        let broken = try await run("{ item(number: 7) { number sure { number } } }")
        #expect(broken.text.hasSuffix(#""data":{"item":null}}"#))
    }

    @Test func `no key, no load`() async throws {
        let result = try await run("{ items(numbers: [2, 4]) { partner { number } } item { number } }")
        #expect(result.calls == [])
        #expect(result.text == #"{"data":{"items":[{"partner":null},{"partner":null}],"item":null}}"#)
    }

    @Test func `look-ahead covers every united field`() async throws {
        let seen = Calls()
        let loader = KeyedLoader<Int, Int, Calls>.objects(wanted: { _ in 0 }) { keys, _, field, seen in
            seen.add("\(field.selectedFields().sorted()) \(field.selectedFields(at: ["next"]).sorted())")
            return .each(Items(numbers: keys))
        }
        var query = ResolverGroup<Calls>("Query")
        query["a"] = .load(by: loader) { _, _ in 1 }
        query["b"] = .load(by: loader) { _, _ in 2 }
        var item = ResolverGroup<Calls>("Item")
        item["number"] = .leaf(on: Items.self) { items, _, _ in .integers(items.batch.numbers) }
        item["label"] = .leaf { _, _ in .constant("x") }
        item["next"] = .object(on: Items.self) { items, _, _ in .each(items.batch) }
        let sdl = "type Query { a: Item b: Item } type Item { number: Int label: String next: Item }"
        let engine = try Engine(schema: Schema(sdl: sdl), resolvers: [query, item])
        let request = GraphQLRequest(query: "{ a { number next { number } } b { label next { label } } }")
        let response = await engine.execute(request, context: seen)
        #expect(seen.all == [#"["label", "next", "number"] ["label", "number"]"#])
        #expect(
            response.textWithoutExtensions
                == #"{"data":{"a":{"number":1,"next":{"number":1}},"b":{"label":"x","next":{"label":"x"}}}}"#)
    }
}
