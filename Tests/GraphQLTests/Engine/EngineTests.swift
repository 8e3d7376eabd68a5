import JSON
import Testing

@testable import GraphQL

@Suite("Engine")
struct EngineTests {
    @Test func `schema and resolvers must fit, and all that does not is told`() throws {
        var group = ResolverGroup<Int>()
        group["Query.a"] = .object { _, _ in .null }
        group["Query.list"] = .list { _, _ in .null }
        group["Query.list"] = .list { _, _ in .null }
        group["Query.nope"] = .leaf { _, _ in .null }
        group["Nope.a"] = .leaf { _, _ in .null }
        let schema = try Schema(
            sdl:
                "type Query { a: Int list: [Query] missing: Int } type Subscription { tick: Int } interface N { a: Int }"
        )
        let error = try #require(throws: EngineError.self) {
            try Engine(schema: schema, resolvers: [group], scalars: ["Int": .json, "Money": .json])
        }
        #expect(
            error.problems == [
                "resolver \"Query.a\" answers an object, the field needs leaves",
                "\"Query.list\" has more than one resolver",
                "resolver \"Query.nope\" has no field in an object type",
                "resolver \"Nope.a\" has no field in an object type",
                "field \"Query.missing\" has no resolver", "field \"Subscription.tick\" has no resolver",
                "scalar \"Int\" is no custom scalar of the schema",
                "scalar \"Money\" is no custom scalar of the schema",
            ])
    }

    @Test(arguments: [
        ("{", "the request is no JSON"), ("[]", "the request must be a JSON object"),
        ("{}", "the request must have a \"query\", which is a string"),
        (#"{"query": 1}"#, "\"query\" must be a string"),
        (#"{"query": "{a}", "variables": []}"#, "\"variables\" must be a JSON object"),
        (#"{"query": "{a}", "operationName": 1}"#, "\"operationName\" must be a string"),
    ])
    func `a body that is no request is refused in words`(_ body: String, _ message: String) throws {
        let error = try #require(throws: GraphQLError.self) { try GraphQLRequest(parsing: Array(body.utf8)) }
        #expect(error.code == .badRequest)
        #expect(error.message.hasPrefix(message))
    }

    @Test func `a body becomes a request`() throws {
        let body = #"{"query": "query A { now }", "operationName": "A", "variables": {"x": 1}, "extensions": null}"#
        let request = try GraphQLRequest(parsing: Array(body.utf8))
        #expect(request.operationName == "A")
        #expect(request.variables == ["x": 1])
    }

    @Test(arguments: [
        (nil, "\"operationName\" must say which of the operations to execute"), ("C", "unknown operation \"C\""),
    ])
    func `the operation must be known`(_ name: String?, _ message: String) async throws {
        let world = World()
        let request = GraphQLRequest(query: "query A { now } query B { __typename }", operationName: name)
        let response = await (try Charging.engine(world)).execute(request, context: world)
        #expect(response.errors.map(\.message) == [message])
        #expect(response.isRequestError)
    }

    @Test func `before it runs, the kind of an operation is known`() throws {
        let engine = try Charging.engine(World())
        let document = "query A { now } mutation B { fail { id } } subscription C { tick }"
        for (name, kind) in [("A", OperationKind.query), ("B", .mutation), ("C", .subscription)] {
            let operation = try engine.prepare(GraphQLRequest(query: document, operationName: name))
            #expect(operation.kind == kind)
            #expect(operation.name == name)
        }
    }

    @Test func `a syntax error is a response without data`() async throws {
        #expect(
            try await Charging.run("{ a")
                == #"{"errors":[{"message":"Syntax error: expected a name, found end of document","locations":[{"line":1,"column":4}],"extensions":{"code":"GRAPHQL_PARSE_FAILED"}}]}"#
        )
    }

    @Test func `the cache stays within its bounds and forgets the oldest first`() {
        let cache = DocumentCache(maximumCount: 8, maximumBytes: 1_000)
        let schema = try? Schema(sdl: "type Query { a: Int }")
        guard let schema, let document = try? Parser.parse("{ a }", limits: Limits()) else {
            return #expect(Bool(false))
        }
        let prepared = PreparedDocument(
            TypedDocument(document, schema: schema, coercion: InputCoercion(schema: schema)))
        for number in 0..<100 {
            cache.insert(prepared, for: "\(number)")
            _ = cache.document(for: "0")
        }
        let kept = (0..<100).filter { cache.document(for: "\($0)") != nil }
        #expect(kept.count <= 8)
        #expect(kept.contains(0) && kept.contains(99) && !kept.contains(50))
        cache.insert(prepared, for: String(repeating: "x", count: 2_000))
        #expect(cache.document(for: String(repeating: "x", count: 2_000)) == nil)
    }
}
