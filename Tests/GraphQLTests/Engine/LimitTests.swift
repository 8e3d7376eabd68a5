import JSON
import Testing

@testable import GraphQL

/// Whatever the limit, its refusal says the same four things.
@Suite("Refusals because of a limit", .timeLimit(.minutes(1)))
struct LimitTests {
    static let cases: [(limit: String, query: String, change: @Sendable (inout Limits) -> Void)] = [
        ("document bytes", "{ now }", { $0.documentBytes = 3 }), ("tokens", "{ now broken }", { $0.tokens = 2 }),
        ("levels of nesting", "{ stations { id } }", { $0.nesting = 1 }),
        ("levels of nesting", "{ stations { ...F } } fragment F on Station { latest { id } }", { $0.nesting = 2 }),
        ("levels of fields", "{ stations { id } }", { $0.depth = 1 }),
        ("root fields", "{ now broken }", { $0.rootFields = 1 }),
        ("operations", "query A { now } query B { now }", { $0.operations = 1 }),
        ("aliases", "{ a: now b: now }", { $0.aliases = 1 }),
        ("directives", "{ now @skip(if: false) broken @skip(if: false) }", { $0.directives = 1 }),
        ("planned fields", "{ now broken }", { $0.plannedFields = 1 }),
        (
            "fields after fragments are expanded",
            "{ station(id: 1) { a: neighbour { ...F } b: neighbour { ...F } } } fragment F on Station { x: neighbour { id name kind } }",
            { $0.plannedFields = 8 }
        ),
        ("units of estimated cost", "{ stations { id } }", { $0.cost = 5 }),
        ("response bytes", "{ stations { id } }", { $0.responseBytes = 20 }),
    ]

    @Test(arguments: cases.indices)
    func `it has the code, the limit, the value, what is allowed, and advice`(_ index: Int) async throws {
        let (limit, query, change) = Self.cases[index]
        var limits = Limits()
        change(&limits)
        let world = World()
        let response = await (try Charging.engine(world, limits: limits)).execute(
            GraphQLRequest(query: query), context: world)
        let error = try #require(response.errors.first)
        #expect(response.errors.count == 1)
        #expect(error.code == .limitExceeded)
        #expect(error.extensions["limit"]?.string == limit)
        let allowed = try #require(error.extensions["allowed"]?.integer)
        #expect(try #require(error.extensions["value"]?.integer) > allowed)
        #expect(error.message.contains("at most \(allowed) are allowed. "))
        #expect(error.message.hasPrefix("The request ") && error.message.hasSuffix("."))
        #expect(!error.message.hasSuffix("Ask for less at once."))
        #expect(!response.hasData)
    }
}
