import Testing

@testable import GraphQL

/// Interfaces and unions: section 6.4.3, ResolveAbstractType.
@Suite("Interfaces and unions")
struct AbstractTypeTests {
    @Test func `objects of several types keep their places`() async throws {
        #expect(
            try await Charging.run(
                "{ things { __typename ... on Station { kind } ... on Node { id } ... on Session { energy } } }")
                == #"{"data":{"things":[{"__typename":"Session","id":"X70","energy":70},{"__typename":"Station","kind":"SLOW","id":"S1"},{"__typename":"Station","kind":"FAST","id":"S2"}]}}"#
        )
    }

    @Test func `a single object of an interface says its type`() async throws {
        #expect(
            try await Charging.run(
                "{ a: node(id: \"S5\") { ...F } b: node(id: \"X5\") { ...F } } fragment F on Node { id __typename }")
                == #"{"data":{"a":{"id":"S5","__typename":"Station"},"b":{"id":"X5","__typename":"Session"}}}"#)
    }

    @Test(arguments: [nil, "Query", "Nope"])
    func `a batch of no possible type is an internal error`(_ type: String?) async throws {
        var group = ResolverGroup<Int>("Query")
        group["node"] = .object { _, _ in
            type.map { .one(TypedBatch(type: $0, RootObject())) } ?? .one(RootObject())
        }
        group["self"] = .object { _, _ in .one(RootObject()) }
        var object = ResolverGroup<Int>("Thing")
        object["id"] = .leaf { _, _ in .strings(["1"]) }
        let schema = try Schema(
            sdl: "type Query { node: Node self: Thing } interface Node { id: ID } type Thing implements Node { id: ID }"
        )
        let engine = try Engine(schema: schema, resolvers: [group, object])
        let response = await engine.execute(GraphQLRequest(query: "{ node { id } self { id } }"), context: 0)
        #expect(response.errors.map(\.code) == [.internal])
        #expect(response.textWithoutExtensions.hasSuffix(#""data":{"node":null,"self":{"id":"1"}}}"#))
    }
}
