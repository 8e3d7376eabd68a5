import JSON
import Testing

@testable import GraphQL

/// The cost of a request is known before it runs.
@Suite("Estimated cost", .timeLimit(.minutes(1)))
struct CostTests {
    static let sdl = """
        type Query { stations(first: Int = 50, last: Int): Stations! list(first: Int): [Station!]! all: [Station!]! name: String }
        type Mutation { rename: Station }
        type Subscription { changed: Station }
        type Stations { nodes: [Station!]! edges: [Edge!]! total: Int }
        type Edge { node: Station! cursor: String }
        type Station { id: ID sessions(first: Int = 10): Stations! grid: [[Station]] tags: [String!]! any: Any one: Station }
        type Other { id: ID heavy: Station }
        union Any = Station | Other
        """

    static func cost(
        _ query: String, _ variables: JSONObject = [:], sdl: String = sdl, model: CostModel = CostModel(),
        limits: Limits = Limits()
    ) throws -> Int {
        var limits = limits
        if limits.cost == Limits().cost { limits.cost = .max }
        let schema = try Schema(sdl: sdl)
        let table = CostTable(schema, model: model)
        #expect(table.problems == [])
        let coercion = InputCoercion(schema: schema)
        let typed = TypedDocument(try Parser.parse(query, limits: limits), schema: schema, coercion: coercion)
        let operation = try PreparedDocument(typed).operation(named: nil)
        let values = try VariableCoercion.variables(
            variables, for: operation.definition, coercion: coercion, document: typed.document)
        let priced = try operation.plan(variables: values, limits: limits, costs: table)
        return try priced.cost
            ?? CostEstimator.estimate(priced.plan, table: table, schema: schema, variables: values)
    }

    @Test(arguments: [
        ("{ name }", 0), ("{ name __typename }", 0),
        // The field, the connection, its field nodes, and the rows.
        ("{ stations(first: 3) { nodes { id } } }", 1 + 1 + 1 + 3),
        ("{ stations { nodes { id } } }", 1 + 1 + 1 + 50),
        ("{ stations(first: null) { nodes { id } } }", 1 + 1 + 1 + 10),
        ("{ stations(first: 3, last: 5) { nodes { id } } }", 1 + 1 + 1 + 5), ("{ stations(first: -3) { total } }", 2),
        ("{ stations(first: 3) { total } }", 2), ("{ stations(first: 0) { nodes { sessions { total } } } }", 3),
        // Edges and their nodes.
        ("{ stations(first: 3) { edges { node { id } } } }", 1 + 1 + 1 + 3 * (1 + 1 + 1)),
        ("{ stations(first: 3) { nodes { id } edges { cursor } } }", 1 + 1 + 2 + 3 + 3),
        // Page sizes multiply.
        ("{ stations(first: 3) { nodes { sessions(first: 4) { nodes { id } } } } }", 3 + 3 * (1 + 3 + 4)),
        ("{ stations(first: 3) { nodes { sessions { nodes { id } } } } }", 3 + 3 * (1 + 3 + 10)),
        // A list that is cut itself, and lists of which nothing is known.
        ("{ list(first: 7) { id } }", 1 + 7), ("{ list { id } }", 1 + 10), ("{ all { id } }", 1 + 10),
        ("{ list(first: 2) { grid { id } } }", 1 + 2 * (1 + 1 + 100)), ("{ all { tags } }", 1 + 10),
        // Aliases of one field are loaded once, but answered twice.
        ("{ a: list(first: 7) { id } b: list(first: 7) { id } }", 1 + 7 + 7),
        ("{ a: list(first: 7) { id } b: list(first: 6) { id } }", 2 + 7 + 6),
        // Of several types the dearest.
        ("{ list(first: 2) { any { ... on Station { one { id } } ... on Other { id } } } }", 1 + 2 * (1 + 1 + 3)),
    ])
    func `objects and fields add up, page sizes multiply`(_ query: String, _ cost: Int) throws {
        #expect(try Self.cost(query) == cost)
    }

    @Test func `variables count with their values, and with their defaults`() throws {
        let query =
            "query($n: Int = 4, $all: Boolean = true) { stations(first: $n) @include(if: $all) { nodes { id } } }"
        #expect(try Self.cost(query, ["n": 20]) == 3 + 20)
        #expect(try Self.cost(query) == 3 + 4)
        #expect(try Self.cost(query, ["n": nil]) == 3 + 10)
        #expect(try Self.cost(query, ["n": 20, "all": false]) == 0)
        #expect(try Self.cost("query($n: Int) { stations(first: $n) { nodes { id } } }") == 3 + 50)
    }

    @Test func `a model's own weights and sizes`() throws {
        var model = CostModel()
        model.fieldWeights = ["Query.list": 5, "Station.id": 0.25, "Station.tags": 2]
        model.typeWeights = ["Station": 3, "String": 1]
        model.listSizes = ["Station.tags": 4, "Query.all": 2]
        #expect(try Self.cost("{ list(first: 2) { id } }", model: model) == 5 + 2 * 3 + 1)
        #expect(try Self.cost("{ all { tags } }", model: model) == 1 + 2 * (3 + 2 + 4))
        model.slicingArguments = ["last"]
        #expect(try Self.cost("{ stations(first: 100) { nodes { id } } }", model: model) == 3 + 10 * 3 + 3)
    }

    static let directives = """
        directive @cost(weight: String!) on OBJECT | SCALAR | ENUM | FIELD_DEFINITION | ARGUMENT_DEFINITION
        directive @listSize(
            assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true
        ) on FIELD_DEFINITION
        """

    @Test func `the schema says it with directives`() throws {
        let sdl = """
            \(Self.directives)
            type Query {
                page(limit: Int, max: Int, text: String @cost(weight: "7")): Page
                    @listSize(slicingArguments: ["limit", "max"], sizedFields: ["rows"], requireOneSlicingArgument: false)
                strict(limit: Int, max: Int): [Row] @listSize(slicingArguments: ["limit", "max"])
                few: [Row] @listSize(assumedSize: 3)
                dear: Int @cost(weight: "20.5")
                normal(first: Int): Page
            }
            type Page { rows: [Row] nodes: [Row] }
            type Row @cost(weight: "2") { id: ID row: Row money: Money }
            scalar Money @cost(weight: "0.5")
            """
        func cost(_ query: String, _ variables: JSONObject = [:]) throws -> Int {
            try Self.cost(query, variables, sdl: sdl)
        }
        #expect(try cost("{ page(limit: 4) { rows { id } } }") == 1 + 1 + 1 + 4 * 2)
        #expect(try cost("{ page(limit: 4, text: \"x\") { rows { id } } }") == 1 + 7 + 1 + 1 + 4 * 2)
        #expect(try cost("{ page(limit: 4) { nodes { id } } }") == 1 + 1 + 1 + 10 * 2)
        #expect(try cost("{ few { id } }") == 1 + 3 * 2)
        #expect(try cost("{ dear }") == 21)
        #expect(try cost("{ few { money } }") == 1 + 3 * 2 + 2)
        #expect(try cost("{ strict(limit: 6) { id } }") == 1 + 6 * 2)
        #expect(try cost("query($n: Int) { strict(limit: $n) { id } }", ["n": 6]) == 1 + 6 * 2)
        for query in [
            "{ strict { id } }", "{ strict(limit: 1, max: 2) { id } }", "query($n: Int) { strict(limit: $n) { id } }",
        ] {
            let error = #expect(throws: GraphQLError.self) { try cost(query) }
            #expect(error?.message == "field \"Query.strict\" must be given exactly one of the arguments limit, max")
        }
    }

    @Test(arguments: [
        ("a: Int @cost(weight: \"-1\")", "Query.a: the weight of @cost must be a number that is not negative"),
        ("a: Int @cost(weight: \"x\")", "Query.a: the weight of @cost must be a number that is not negative"),
        ("a: Int @cost(weight: \"inf\")", "Query.a: the weight of @cost must be a number that is not negative"),
        (
            "a: Int @listSize(assumedSize: 1)",
            "Query.a: @listSize is on a field that is no list and names no sized fields"
        ),
        (
            "a: [Int] @listSize(slicingArguments: [\"first\"])",
            "Query.a: @listSize names the slicing argument \"first\", which is no Int of the field"
        ),
        (
            "a: Query @listSize(sizedFields: [\"a\"])",
            "Query.a: @listSize names the sized field \"a\", which is no list of Query"
        ),
    ])
    func `directives that make no sense are told when the engine is made`(_ field: String, _ problem: String) throws {
        let schema = try Schema(sdl: "\(Self.directives) type Query { \(field) }")
        #expect(CostTable(schema, model: CostModel()).problems == [problem])
        let error = #expect(throws: EngineError.self) { try Engine<Int>(schema: schema, resolvers: []) }
        #expect(error?.problems.contains(problem) == true)
    }

    @Test func `fragments that double at each level are priced at once, and endless costs do not overflow`() throws {
        let levels = (0..<11).map {
            "fragment F\($0) on Station { a: sessions(first: 2147483647) { nodes { ...F\($0 + 1) } } b: sessions(first: 2147483647) { nodes { ...F\($0 + 1) } } }"
        }
        let query = "{ all { ...F0 } } \(levels.joined()) fragment F11 on Station { id }"
        let start = ContinuousClock.now
        var limits = Limits()
        limits.plannedFields = .max / 4
        limits.cost = .max - 1
        #expect(try Self.cost(query, limits: limits) == 1_000_000_000_000_000)
        #expect(start.duration(to: .now) < .seconds(5))
        let lists = String(repeating: "{ grid ", count: 31) + "{ id }" + String(repeating: "}", count: 31)
        var model = CostModel()
        model.assumedListSize = .max
        #expect(try Self.cost("{ list(first: 0) \(lists) }", model: model) == 1)
        #expect(try Self.cost("{ all \(lists) }", model: model) == 1_000_000_000_000_000)
    }

    // MARK: In the engine

    private func response(_ query: String, limit: Int = 1_000, _ variables: JSONObject = [:]) async throws
        -> GraphQLResponse
    {
        var limits = Limits()
        limits.cost = limit
        let world = World()
        return await (try Charging.engine(world, limits: limits)).execute(
            GraphQLRequest(query: query, variables: variables), context: world)
    }

    @Test func `every response of a query or mutation tells its cost after the data`() async throws {
        let query = try await response("{ stations(first: 1) { id } }")
        #expect(
            query.text == #"{"data":{"stations":[{"id":"S1"}]},"extensions":{"cost":{"estimated":2,"allowed":1000}}}"#)
        let mutation = try await response("mutation { fail { id } }")
        #expect(mutation.text.hasSuffix(#""data":{"fail":null},"extensions":{"cost":{"estimated":2,"allowed":1000}}}"#))
    }

    @Test func `events of a subscription do not`() async throws {
        let world = World()
        let operation = try Charging.engine(world).prepare(GraphQLRequest(query: "subscription { tick }"))
        for try await event in try await operation.events(context: world) {
            #expect(await operation.respond(to: event, context: world).text == #"{"data":{"tick":1}}"#)
            break
        }
    }

    @Test(arguments: [
        "{ stations(first: 1000) { id } }", "subscription { stationChanged { sessions(first: 999) { id } } }",
    ])
    func `what would cost too much does not begin`(query: String) async throws {
        let world = World()
        var limits = Limits()
        limits.cost = 1_000
        let engine = try Charging.engine(world, limits: limits)
        let failure = #expect(throws: RequestFailure.self) { try engine.prepare(GraphQLRequest(query: query)) }
        let error = try #require(failure?.errors.first)
        #expect(error.code == .limitExceeded)
        #expect(error.extensions["limit"] == "units of estimated cost")
        #expect(error.extensions["value"]?.integer ?? 0 > 1_000)
        #expect(error.extensions["allowed"] == 1_000)
        #expect(
            error.message.hasSuffix("Ask for shorter pages, fewer lists inside each other, or in several requests."))
        #expect(failure?.response.isRequestError == true)
    }

    @Test func `the usual questions of tools about the schema are far within the limit`() async throws {
        let world = World()
        let response = await (try Charging.engine(world)).execute(
            GraphQLRequest(query: IntrospectionTests.query), context: world)
        #expect(response.hasData)
    }
}
