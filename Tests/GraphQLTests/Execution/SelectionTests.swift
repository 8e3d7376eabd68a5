import JSON
import Testing

@testable import GraphQL

/// Section 6.3.2: what a selection collects, and in which order.
@Suite("Selections")
struct SelectionTests {
    @Test(arguments: [
        (
            "{ station(id: \"S4\") { id name kind power number } }",
            #"{"data":{"station":{"id":"S4","name":"Station 4","kind":"FAST","power":6,"number":4}}}"#
        ),
        ("{ stations(first: 2) { b: id a: id } }", #"{"data":{"stations":[{"b":"S1","a":"S1"},{"b":"S2","a":"S2"}]}}"#),
        ("{ station(id: \"x\") { id } }", #"{"data":{"station":null}}"#),
        ("{ stations(first: 0) { id } }", #"{"data":{"stations":[]}}"#),
        // Fields merge where their response name came first.
        (
            "{ station(id: \"S2\") { id ...F latest { id } kind } } fragment F on Station { latest { note } id name }",
            #"{"data":{"station":{"id":"S2","latest":{"note":"note 70","id":"X70"},"name":"Station 2","kind":"FAST"}}}"#
        ),
        (
            "{ station(id: \"S2\") { ...A ...A } } fragment A on Station { ...B id } fragment B on Station { kind }",
            #"{"data":{"station":{"kind":"FAST","id":"S2"}}}"#
        ),
        (
            "{ __typename stations(first: 1) { __typename t: __typename } }",
            #"{"data":{"__typename":"Query","stations":[{"__typename":"Station","t":"Station"}]}}"#
        ),
        ("{ now }", #"{"data":{"now":"2026-01-02T03:04:05.678Z"}}"#),
    ])
    func `the response follows the selection`(_ query: String, _ expected: String) async throws {
        #expect(try await Charging.run(query) == expected)
    }

    @Test(arguments: [
        (true, true, #"{"data":{"now":"2026-01-02T03:04:05.678Z"}}"#), (false, true, #"{"data":{}}"#),
        (true, false, #"{"data":{"broken2":"Query","now":"2026-01-02T03:04:05.678Z"}}"#),
    ])
    func `conditions leave fields and fragments out`(_ include: Bool, _ skip: Bool, _ expected: String) async throws {
        let query = """
            query ($include: Boolean!, $skip: Boolean = true) {
              broken2: __typename @skip(if: $skip) @include(if: $include)
              ...F @include(if: $include)
              ... @skip(if: true) { x: now }
            }
            fragment F on Query { now }
            """
        let variables: JSONObject = ["include": .bool(include), "skip": .bool(skip)]
        #expect(try await Charging.run(query, variables: variables) == expected)
    }

    @Test func `the same document gives another plan when its conditions change`() async throws {
        let world = World()
        let engine = try Charging.engine(world)
        for value in [true, false, true] {
            let request = GraphQLRequest(
                query: "query ($x: Boolean!) { a: __typename b: __typename @include(if: $x) }",
                variables: ["x": .bool(value)])
            let response = await engine.execute(request, context: world)
            #expect(response.textWithoutExtensions.contains("\"b\"") == value)
        }
    }

    @Test func `a field whose parts have different conditions takes only the included parts`() async throws {
        let query = """
            query ($x: Boolean!) { station(id: "S2") { id } station(id: "S2") @include(if: $x) { name } }
            """
        #expect(try await Charging.run(query, variables: ["x": false]) == #"{"data":{"station":{"id":"S2"}}}"#)
    }

    @Test func `conditions of another operation do not count, even with variables of the same name`() async throws {
        let query = """
            query A($x: Boolean!) { now @include(if: $x) }
            query B($x: ID!) { station(id: $x) { id } }
            """
        #expect(
            try await Charging.run(query, variables: ["x": "S2"], operation: "B")
                == #"{"data":{"station":{"id":"S2"}}}"#)
    }
}
