import Foundation
import JSON
import Synchronization
import Testing

@testable import GraphQL

/// No document or value that the limits let through can exhaust a stack, with every limit as high as it can be set.
@Suite("Small stacks", .timeLimit(.minutes(1)))
struct SmallStackTests {
    /// What the threads of Swift's pool have at the least.
    static let stackSize = 512 * 1_024
    /// As deep as a document may go, whatever the settings: each of its levels needs one more.
    static let deepest = Limits.hardestNesting - 2

    /// Runs all of a task's jobs on one thread with a small stack.
    final class SmallThread: TaskExecutor {
        private let queue = Mutex<[UnownedJob]>([])
        private let isOver = Mutex(false)

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.withLock { $0.append(job) }
        }

        func start() {
            let thread = Thread { [self] in
                while !isOver.withLock({ $0 }) {
                    let job = queue.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                    if let job {
                        job.runSynchronously(on: asUnownedTaskExecutor())
                    } else {
                        usleep(100)
                    }
                }
            }
            thread.stackSize = SmallStackTests.stackSize
            thread.start()
        }

        func stop() { isOver.withLock { $0 = true } }

        static func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
            let thread = SmallThread()
            thread.start()
            defer { thread.stop() }
            return try await Task(executorPreference: thread) { try await body() }.value
        }
    }

    private static var limits: Limits {
        var limits = Limits()
        limits.nesting = .max
        limits.depth = .max
        limits.cost = .max
        return limits
    }

    private func run(
        _ query: String, _ variables: JSONObject = [:], sdl: String = Charging.sdl
    ) async throws -> (isRefused: Bool, text: String) {
        try await SmallThread.run {
            let world = World()
            let engine = try Charging.engine(world, limits: Self.limits)
            let response = await engine.execute(
                GraphQLRequest(query: query, variables: variables), context: world,
                options: RequestOptions(isTraced: true))
            return (response.errors.first?.code == .limitExceeded, response.text)
        }
    }

    private func nested(_ open: String, _ count: Int, _ inside: String, _ close: String) -> String {
        String(repeating: open, count: count) + inside + String(repeating: close, count: count)
    }

    @Test(arguments: [deepest, 5_000]) func `deep selections`(depth: Int) async throws {
        let result = try await run("{ station(id: \"S1\") { \(nested("neighbour { ", depth - 1, "id", " }")) } }")
        #expect(result.isRefused == (depth > Self.deepest))
        if depth <= Self.deepest { #expect(result.text.contains("\"S\(depth)\"")) }
    }

    @Test func `deep selections that end in errors`() async throws {
        let query =
            "{ station(id: \"S2\") { \(nested("neighbour { ", Self.deepest - 2, "latest { note } strict { id }", " }")) } }"
        let result = try await run(query)
        #expect(!result.isRefused)
    }

    @Test(arguments: [deepest - 2, 5_000]) func `deep inline fragments`(depth: Int) async throws {
        let result = try await run("{ station(id: \"S1\") { \(nested("... on Station { ", depth, "id", " }")) } }")
        #expect(result.isRefused == (depth > Self.deepest))
    }

    @Test(arguments: [deepest / 2 - 1, 2_500]) func `chains of fragments`(depth: Int) async throws {
        let chain = (0..<depth).map { "fragment F\($0) on Station { neighbour { ...F\($0 + 1) } }" }.joined()
        let result = try await run("{ station(id: \"S1\") { ...F0 } } \(chain) fragment F\(depth) on Station { id }")
        #expect(result.isRefused == (depth > Self.deepest))
    }

    @Test(arguments: [deepest, 5_000]) func `deep values`(depth: Int) async throws {
        for (open, close) in [("[", "]"), ("{a: ", "}")] {
            let result = try await run("{ echo(any: \(nested(open, depth, "1", close))) }")
            #expect(result.isRefused == (depth > Self.deepest))
            let variable = try await run("query($x: Int) { echo(any: \(nested(open, depth, "$x", close))) }", ["x": 3])
            #expect(variable.isRefused == (depth > Self.deepest))
        }
        let input = nested("{nested: ", depth, "{text: \"x\"}", "}")
        #expect(try await run("{ stations(filter: \(input)) { id } }").isRefused == (depth > Self.deepest))
    }

    @Test(arguments: [deepest, 5_000]) func `deep types of variables`(depth: Int) async throws {
        let type = nested("[", depth, "Int", "]")
        let result = try await run("query($x: \(type) = 1) { echo(any: $x) }", ["x": 5])
        #expect(result.isRefused == (depth > Self.deepest))
    }

    @Test func `variables as deep as JSON may be`() async throws {
        for (open, close, inside) in [("[", "]", "1"), ("{\"nested\": ", "}", "{}")] {
            for depth in [62, 5_000] {
                let text =
                    "{\"query\": \"query($x: JSON, $f: StationFilter) { echo(any: $x) stations(filter: $f) { id } }\","
                    + "\"variables\": {\"\(open == "[" ? "x" : "f")\": \(nested(open, depth - 2, inside, close))}}"
                let isRead = try await SmallThread.run {
                    guard let request = try? GraphQLRequest(parsing: Array(text.utf8)) else { return false }
                    let world = World()
                    return await (try Charging.engine(world, limits: Self.limits)).execute(request, context: world)
                        .hasData
                }
                #expect(isRead == (depth < 100))
            }
        }
    }

    @Test func `types of lists as deep as a schema may have them`() async throws {
        let depth = Limits.hardestNesting - 10
        let text = try await SmallThread.run {
            let type = String(repeating: "[", count: depth) + "Int" + String(repeating: "]", count: depth)
            let objects = String(repeating: "[", count: depth) + "Item!" + String(repeating: "]!", count: depth)
            var query = ResolverGroup<Int>("Query")
            query["numbers"] = .leaf { _, _ in
                .json([(0..<depth).reduce(JSONValue.integer(1)) { value, _ in .array([value]) }])
            }
            query["objects"] = .list { _, _ in
                let inner = ListResult.rows([-1], of: RootObject(), offsets: [0, 1])
                return (1..<depth).reduce(inner) { list, _ in .lists(of: list, offsets: [0, 1]) }
            }
            query["echo"] = .leaf { field, _ in .constant(field.argument("x") ?? .null) }
            var item = ResolverGroup<Int>("Item")
            item["id"] = .leaf { _, _ in .constant(1) }
            let sdl = """
                type Query { numbers: \(type) objects: \(objects) echo(x: \(type)): JSON } type Item { id: Int }
                scalar JSON
                """
            let engine = try Engine(schema: Schema(sdl: sdl), resolvers: [query, item], limits: Self.limits)
            let types =
                "{ __type(name: \"Query\") { fields { type { \(String(repeating: "ofType { ", count: depth)) name \(String(repeating: "}", count: depth)) } } } }"
            var texts: [String] = []
            for query in ["{ numbers objects { id } }", "{ numbers echo(x: 1) }", types] {
                texts.append(await engine.execute(GraphQLRequest(query: query), context: 0).text)
            }
            return texts.joined(separator: "\n")
        }
        let list = String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
        #expect(text.contains("{\"numbers\":\(list),\"echo\":\(list)}"))
        #expect(text.contains("\"data\":null") && text.contains(String(repeating: "0,", count: depth - 1)))
        #expect(text.contains("{\"name\":\"Int\"}"))
    }

    @Test func `a deep document prints and compares`() async throws {
        let isSame = try await SmallThread.run {
            let selections =
                String(repeating: "a { ", count: Limits.hardestNesting - 1) + "b"
                + String(repeating: " }", count: Limits.hardestNesting - 1)
            let value =
                String(repeating: "[{x: ", count: (Limits.hardestNesting - 2) / 2) + "1"
                + String(repeating: "}]", count: (Limits.hardestNesting - 2) / 2)
            let document = try Parser.parse(trusted: "{ \(selections) } { a(x: \(value)) }")
            let printed = Printer.print(document)
            return printed == Printer.print(try Parser.parse(trusted: printed))
        }
        #expect(isSame)
    }
}
