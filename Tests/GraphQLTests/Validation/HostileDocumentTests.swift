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
}
