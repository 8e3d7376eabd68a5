import JSON
import Synchronization
import Testing

@testable import GraphQL

@Suite("Tracing", .timeLimit(.minutes(1)))
struct TraceTests {
    /// Stands for a database's meter: what runs inside it is counted.
    final class Meter: Sendable {
        @TaskLocal static var current: Meter?
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }
        func add(_ count: Int) { value.withLock { $0 += count } }

        static let probe = LoadProbe { load in
            let meter = Meter()
            await $current.withValue(meter) { await load() }
            return [("statements", meter.count)]
        }
    }

    struct Items: ObjectBatch {
        var count: Int
    }

    private static func engine() throws -> Engine<Int> {
        let loader = KeyedLoader<Int, FieldWish, Int>.objects { keys, _, _ in
            Meter.current?.add(keys.count)
            return .each(Items(count: keys.count))
        }
        var query = ResolverGroup<Int>("Query")
        query["items"] = .loadList { _, _ in
            Meter.current?.add(1)
            return .all(Items(count: 3))
        }
        query["refused"] = .loadObject { _, _ in
            Meter.current?.add(5)
            throw FieldError("not yours", code: .forbidden)
        }
        var item = ResolverGroup<Int>("Item")
        item["name"] = .leaf { _, _ in .constant("x") }
        item["a"] = .load(on: Items.self, by: loader) { items, _, _ in Array(0..<items.count) }
        item["b"] = .load(on: Items.self, by: loader) { items, _, _ in Array(0..<items.count) }
        let sdl = "type Query { items: [Item] refused: Item } type Item { name: String a: Item b: Item }"
        return try Engine(schema: Schema(sdl: sdl), resolvers: [query, item], probe: Meter.probe)
    }

    private static func run(_ query: String, isTraced: Bool = true) async throws -> JSONValue {
        let response = await (try engine()).execute(
            GraphQLRequest(query: query), context: 0, options: RequestOptions(isTraced: isTraced))
        return try JSONValue(parsing: response.bytes)
    }

    /// One line a field, without times.
    private static func lines(_ response: JSONValue) -> [String] {
        let fields = response["extensions"]?["trace"]?["fields"]?.array ?? []
        return fields.map { field in
            let path = field["path"]?.array?.compactMap(\.string).joined(separator: ".") ?? "?"
            let counts = field["statements"]?.integer.map { ", \($0) statements" } ?? ""
            let other = field["loadedWith"]?.array?.compactMap(\.string).joined(separator: ".")
            return "\(path) \(field["field"]?.string ?? "?"): \(field["objects"]?.integer ?? -1) objects\(counts)"
                + (other.map { ", with \($0)" } ?? "")
        }
    }

    @Test func `each field tells how many objects it was resolved for and what its load did`() async throws {
        let response = try await Self.run("{ all: items { name a { name } } }")
        #expect(
            Self.lines(response) == [
                "all Query.items: 1 objects, 1 statements", "all.name Item.name: 3 objects",
                "all.a Item.a: 3 objects, 3 statements", "all.a.name Item.name: 3 objects",
            ])
    }

    @Test func `a united load counts once, and the others say where`() async throws {
        let response = try await Self.run("{ items { b { name } a { name } } }")
        #expect(
            Self.lines(response).contains("items.a Item.a: 3 objects, with items.b")
                && Self.lines(response).contains("items.b Item.b: 3 objects, 3 statements"))
    }

    @Test func `times are told, from the beginning of the request`() async throws {
        let trace = try #require(try await Self.run("{ items { a { name } } }")["extensions"]?["trace"])
        let document = try #require(trace["document"])
        #expect(document["isCached"] == false)
        for name in ["parseMicroseconds", "validateMicroseconds", "planMicroseconds"] {
            #expect(document[name]?.integer ?? -1 >= 0)
        }
        let starts = trace["fields"]?.array?.compactMap { $0["startMicroseconds"]?.integer } ?? []
        #expect(starts == starts.sorted() && starts.count == 3)
        #expect(starts.first ?? -1 > document["parseMicroseconds"]?.integer ?? 0)
        #expect(trace["fields"]?.array?.allSatisfy { $0["durationMicroseconds"]?.integer ?? -1 >= 0 } == true)
        #expect(trace["executionMicroseconds"]?.integer ?? -1 >= 0)
    }

    @Test func `a known document says so`() async throws {
        let engine = try Self.engine()
        for isCached in [false, true] {
            let response = await engine.execute(
                GraphQLRequest(query: "{ items { name } }"), context: 0, options: RequestOptions(isTraced: true))
            #expect(
                try JSONValue(parsing: response.bytes)["extensions"]?["trace"]?["document"]?["isCached"]
                    == .bool(isCached))
        }
    }

    @Test func `a field that failed tells nothing of what its load did`() async throws {
        let response = try await Self.run("{ refused { name } }")
        #expect(Self.lines(response) == ["refused Query.refused: 1 objects"])
    }

    @Test(arguments: ["{ items { name b { name } a { name } } refused { name } }", "{ __typename }"])
    func `data and errors are the same with and without`(query: String) async throws {
        let traced = try await Self.run(query)
        let plain = try await Self.run(query, isTraced: false)
        #expect(plain["extensions"]?["trace"] == nil)
        #expect(traced["extensions"]?["trace"] != nil)
        #expect(traced["data"] == plain["data"] && traced["errors"] == plain["errors"])
        #expect(traced["extensions"]?["cost"] == plain["extensions"]?["cost"])
    }

    @Test func `a probe that does not run the load breaks one field, not the server`() async throws {
        var query = ResolverGroup<Int>("Query")
        query["x"] = .loadLeaf { _, _ in .constant(1) }
        let failures = Mutex<[String]>([])
        let engine = try Engine(
            schema: Schema(sdl: "type Query { x: Int }"), resolvers: [query], probe: LoadProbe { _ in [] },
            onInternalError: { error, _ in failures.withLock { $0.append("\(error)") } })
        let response = await engine.execute(
            GraphQLRequest(query: "{ x }"), context: 0, options: RequestOptions(isTraced: true))
        #expect(response.errors.count == 1)
        #expect(failures.withLock { $0 } == ["the probe did not run the load"])
    }

    @Test func `a long trace ends, and says how much is left out`() async throws {
        let world = World()
        let aliases = (0..<200).map { "a\($0): name" }.joined(separator: " ")
        let inner = (0..<20).map { "n\($0): sessions(first: \($0)) { id energy note }" }.joined(separator: " ")
        let roots = (0..<18).map { "r\($0): stations(first: \($0 + 1)) { id \(inner) }" }.joined(separator: " ")
        var limits = Limits()
        limits.aliases = 1_000
        let engine = try Charging.engine(world, limits: limits)
        for (query, isLong) in [("{ \(roots) }", true), ("{ stations { \(aliases) } }", false)] {
            let response = await engine.execute(
                GraphQLRequest(query: query), context: world, options: RequestOptions(isTraced: true))
            let trace = try JSONValue(parsing: response.bytes)["extensions"]?["trace"]
            #expect((trace?["fields"]?.array?.count ?? 0) <= 1_000)
            #expect((trace?["omittedFields"] != nil) == isLong)
        }
    }
}
