import JSON
import Testing

@testable import GraphQL

/// Sections 6.1.2 and 6.4.1.
@Suite("Arguments and variables")
struct ArgumentTests {
    @Test(arguments: [
        ("{ echo }", "{}", #"{"kind":"SLOW"}"#),
        ("{ echo(text: null, kind: FAST, number: 1) }", "{}", #"{"text":null,"number":1,"kind":"FAST"}"#),
        ("query ($t: String) { echo(text: $t) }", "{}", #"{"kind":"SLOW"}"#),
        ("query ($t: String) { echo(text: $t) }", #"{"t": null}"#, #"{"text":null,"kind":"SLOW"}"#),
        ("query ($t: String = \"d\") { echo(text: $t) }", "{}", #"{"text":"d","kind":"SLOW"}"#),
        ("query ($k: Kind) { echo(kind: $k) }", "{}", #"{"kind":"SLOW"}"#),
        (
            "query ($f: Boolean!) { echo(flags: [true, $f]) }", #"{"f": false}"#,
            #"{"flags":[true,false],"kind":"SLOW"}"#
        ),
        (
            "query ($a: JSON) { echo(any: {x: $a, y: [$a]}) }", #"{"a": [1]}"#,
            #"{"any":{"x":[1],"y":[[1]]},"kind":"SLOW"}"#
        ),
        (
            "query ($at: DateTime) { echo(at: $at) }", #"{"at": "2026-01-01T00:00:00Z"}"#,
            #"{"at":"2026-01-01T00:00:00Z","kind":"SLOW"}"#
        ),
    ])
    func `arguments arrive coerced, with defaults, and absent when absent`(
        _ query: String, _ variables: String, _ expected: String
    ) async throws {
        let variables = try JSONValue(parsing: variables).object ?? [:]
        #expect(try await Charging.run(query, variables: variables) == "{\"data\":{\"echo\":\(expected)}}")
    }

    @Test(arguments: [
        ("query ($f: Int!) { stations(first: $f) { id } }", "{}", "variable \"$f\": a value of type Int! is required"),
        (
            "query ($f: Int) { stations(first: $f) { id } }", #"{"f": "1"}"#,
            "variable \"$f\": expected a value of type Int"
        ),
        (
            "mutation ($i: RenameInput!) { rename(input: $i) { id } }", #"{"i": {"id": 1}}"#,
            "variable \"$i\": field \"name\" of type String! is required"
        ),
        (
            "query ($at: DateTime) { echo(at: $at) }", #"{"at": "noon"}"#,
            "variable \"$at\": expected an instant in ISO 8601, such as 2026-01-31T12:00:00Z"
        ),
    ])
    func `a wrong variable fails the request before execution`(
        _ query: String, _ variables: String, _ message: String
    ) async throws {
        let world = World()
        let variables = try JSONValue(parsing: variables).object ?? [:]
        let response = await (try Charging.engine(world)).execute(
            GraphQLRequest(query: query, variables: variables), context: world)
        #expect(response.errors.first?.code == .badUserInput)
        #expect(response.isRequestError)
        #expect(response.errors.map(\.message) == [message])
    }

    @Test func `a null that comes by a variable with a default is an error of the field`() async throws {
        let query = "query ($id: ID = \"S1\") { station(id: $id) { id } now }"
        #expect(
            try await Charging.run(query, variables: ["id": nil])
                == #"{"errors":[{"message":"argument \"id\": expected ID!, found null","locations":[{"line":1,"column":26}],"path":["station"],"extensions":{"code":"BAD_USER_INPUT"}}],"data":{"station":null,"now":"2026-01-02T03:04:05.678Z"}}"#
        )
    }

    @Test func `a resolver sees what will be selected`() throws {
        let world = World()
        let engine = try Charging.engine(world)
        let query =
            "{ stations { id ...F n: neighbour { ... on Node { id } x: sessions { energy } } } } fragment F on Station { sessions { note } }"
        let operation = try engine.prepare(GraphQLRequest(query: query))
        let request = FieldRequest(
            schema: operation.core.schema, plan: operation.plan, selection: 0, resolution: 0, arguments: [:])
        #expect(request.selectedFields() == ["id", "sessions", "neighbour"])
        #expect(request.selectedFields(at: ["neighbour", "sessions"]) == ["energy"])
        #expect(request.selects("sessions", "note"))
        #expect(!request.selects("sessions", "energy"))
        #expect(!request.selects("neighbour", "kind"))
    }
}
