import JSON
import Testing

@testable import GraphQL

/// Documents made to be dear are refused at little cost.
@Suite("Hostile documents")
struct HostileDocumentTests {
    private static let schema = Result { try Schema(sdl: Charging.sdl) }

    static func errors(in query: String) throws -> [GraphQLError] {
        let schema = try schema.get()
        let coercion = InputCoercion(schema: schema, scalars: ["DateTime": .dateTime, "JSON": .json])
        let validator = Validator(schema: schema, coercion: coercion, limits: Limits())
        var typed = TypedDocument(try Parser.parse(query, limits: Limits()), schema: schema, coercion: coercion)
        return validator.errors(in: &typed)
    }

    private func limit(_ query: String, _ change: (inout Limits) -> Void = { _ in }) async throws -> String? {
        var limits = Limits()
        change(&limits)
        let world = World()
        let response = await (try Charging.engine(world, limits: limits)).execute(
            GraphQLRequest(query: query), context: world)
        #expect(!response.hasData)
        return response.errors.first?.extensions["limit"]?.string
    }

    @Test(.timeLimit(.minutes(1))) func `deep selections`() async throws {
        let query =
            "{ stations " + String(repeating: "{ neighbour ", count: 40) + "{ id }" + String(repeating: "}", count: 41)
        #expect(try await limit(query) == "levels of fields")
    }

    @Test(.timeLimit(.minutes(1))) func `a long chain of fragments`() async throws {
        let chain = (0..<1_000).map { "fragment F\($0) on Station { ...F\($0 + 1) }" }.joined()
        let query = "{ stations { ...F0 } } \(chain) fragment F1000 on Station { id }"
        #expect(try await limit(query) == "levels of nesting")
    }

    @Test(.timeLimit(.minutes(1))) func `fragments that double at each level`() async throws {
        let levels = (0..<25).map {
            "fragment F\($0) on Station { a: neighbour { ...F\($0 + 1) } b: neighbour { ...F\($0 + 1) } }"
        }
        let query = "{ stations { ...F0 } } \(levels.joined()) fragment F25 on Station { id }"
        #expect(try await limit(query) == "fields after fragments are expanded")
    }

    @Test(.timeLimit(.minutes(1))) func `many aliases`() async throws {
        let query = "{ \((0..<1_000).map { "a\($0): broken " }.joined()) }"
        #expect(try await limit(query) == "aliases")
    }

    @Test(.timeLimit(.minutes(1))) func `many different root fields`() async throws {
        let query = "{ \((0..<100).map { "a\($0): broken " }.joined()) }"
        #expect(try await limit(query) == "root fields")
    }

    @Test(.timeLimit(.minutes(1))) func `many operations`() async throws {
        let query = (0..<100).map { "query Q\($0) { now }" }.joined(separator: " ")
        #expect(try await limit(query) == "operations")
    }

    @Test(.timeLimit(.minutes(1))) func `many directives`() async throws {
        let query = "{ broken \(String(repeating: "@skip(if: false) ", count: 1_000)) }"
        #expect(try await limit(query) == "directives")
    }

    @Test(.timeLimit(.minutes(1))) func `a response that grows without end`() async throws {
        let query =
            "{ stations(first: 1000) { sessions(first: 5) { station { sessions(first: 5) { station { sessions(first: 5) { id } } } } } } }"
        let limit = try await limit(query) {
            $0.responseBytes = 100_000
            $0.cost = .max
        }
        #expect(limit == "response bytes")
    }

    @Test(.timeLimit(.minutes(1))) func `many repeats of one field are merged in time`() throws {
        let query = "{ stations { \(String(repeating: "id name ", count: 2_000)) } }"
        #expect(try Self.errors(in: query) == [])
    }

    @Test(.timeLimit(.minutes(1)), arguments: [11, 12] as [UInt64])
    func `random fragments never hang or trap`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<150 {
            let fragments = (0..<8).map { number in
                let parts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                    [
                        "id", "x: name", "x: kind", "neighbour { ...F\(Int.random(in: 0..<8, using: &random)) }",
                        "n: neighbour { id }",
                        "...F\(Int.random(in: 0..<8, using: &random))", "... on Node { id }",
                    ].randomElement(using: &random) ?? "id"
                }
                return "fragment F\(number) on Station { \(parts.joined(separator: " ")) }"
            }
            _ = try Self.errors(in: "{ stations { ...F0 } } \(fragments.joined())")
        }
    }

    // MARK: Rules that could explode

    /// An interface whose objects lead to it again, of so many types.
    private static func wideSchema(types: Int) throws -> Schema {
        let objects = (0..<types).map { "type T\($0) implements N { n(x: Int): N a: Int }" }
        return try Schema(
            sdl: "type Query { n: N } interface N { n(x: Int): N a: Int } \(objects.joined(separator: " "))")
    }

    private func errors(in query: String, schema: Schema) throws -> [GraphQLError] {
        var limits = Limits()
        limits.aliases = .max
        limits.depth = 60
        let coercion = InputCoercion(schema: schema)
        var typed = TypedDocument(try Parser.parse(query, limits: limits), schema: schema, coercion: coercion)
        return Validator(schema: schema, coercion: coercion, limits: limits).errors(in: &typed)
    }

    @Test(.timeLimit(.minutes(1))) func `one name on an interface and on each of its types`() throws {
        let onTypes = (0..<200).map { "... on T\($0) { n { a } }" }.joined(separator: " ")
        let fields = String(repeating: "n { a } ", count: 1_200)
        let query = "query A { n { \(fields) \(onTypes) } } query B { n { a } }"
        let errors = try errors(in: query, schema: Self.wideSchema(types: 200))
        #expect(errors.allSatisfy { $0.extensions["limit"] == "overlapping fields" })
        #expect(errors.count == 1)
    }

    @Test(.timeLimit(.minutes(1))) func `fragments that each spread all that follow`() throws {
        let fragments = (0..<25).map { number in
            let spreads = (number + 1..<25).map { "...F\($0)" }.joined(separator: " ")
            return "fragment F\(number) on N { a x: n { a \(spreads) } y: n { \(spreads) a } \(spreads) }"
        }
        let errors = try errors(
            in: "{ n { ...F0 } } \(fragments.joined(separator: " "))", schema: Self.wideSchema(types: 2))
        #expect(errors == [])
    }

    @Test(.timeLimit(.minutes(1))) func `pairs of fields that double at each level`() throws {
        let levels = (0..<20).map {
            "fragment F\($0) on N { n { ...F\($0 + 1) } n { ...F\($0 + 1) n { ...F\($0 + 1) } } }"
        }
        let query = "{ n { ...F0 } } \(levels.joined(separator: " ")) fragment F20 on N { a }"
        #expect(try errors(in: query, schema: Self.wideSchema(types: 2)) == [])
    }

    @Test(.timeLimit(.minutes(1))) func `thousands of conflicts are a hundred errors`() throws {
        let query = "{ n { \((0..<1_200).map { "n(x: \($0)) { a }" }.joined(separator: " ")) } }"
        #expect(try errors(in: query, schema: Self.wideSchema(types: 2)).count == 100)
    }

    @Test(.timeLimit(.minutes(1))) func `many operations that use many variables through one fragment`() throws {
        let uses = (0..<900).map { "a\($0): n(x: $v) { a }" }.joined(separator: " ")
        let operations = (0..<60).map { "query Q\($0)($v: Int) { n { ...F } }" }.joined(separator: " ")
        #expect(
            try errors(in: "\(operations) fragment F on N { \(uses) }", schema: Self.wideSchema(types: 2)) == [])
    }

    @Test(.timeLimit(.minutes(1))) func `unknown names in thousands are a hundred errors`() throws {
        let query = "{ n { \((0..<4_000).map { "field\($0)" }.joined(separator: " ")) } }"
        #expect(try errors(in: query, schema: Self.wideSchema(types: 200)).count == 100)
    }

    @Test(.timeLimit(.minutes(1))) func `values as deep as they may be`() throws {
        let value = String(repeating: "{nested: ", count: 60) + "{ids: [1, 2]}" + String(repeating: "}", count: 60)
        #expect(try Self.errors(in: "{ stations(filter: \(value)) { id } }") == [])
        let wrong =
            String(repeating: "{nested: ", count: 60) + "{ids: [null], no: 1}" + String(repeating: "}", count: 60)
        #expect(try Self.errors(in: "{ stations(filter: \(wrong)) { id } }").count == 2)
    }
}
