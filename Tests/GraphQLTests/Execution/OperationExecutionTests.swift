import JSON
import Synchronization
import Testing

@testable import GraphQL

/// Sections 6.1 and 6.2: which operation runs, and that nothing runs that must not.
@Suite("Executing requests and operations")
struct OperationExecutionTests {
    private final class Counter: Sendable {
        let value = Mutex(0)
        func next() -> Int {
            value.withLock { value in
                value += 1
                return value
            }
        }
    }

    private static let document = "query A { now } query B { tick: now } mutation C { fail { id } }"

    @Test func `GetOperation: the only one needs no name`() async throws {
        #expect(try await Charging.run("query A { __typename }") == #"{"data":{"__typename":"Query"}}"#)
        #expect(try await Charging.run("{ __typename }") == #"{"data":{"__typename":"Query"}}"#)
    }

    @Test func `GetOperation: of several the one that is named`() async throws {
        #expect(try await Charging.run(Self.document, operation: "B").hasPrefix(#"{"data":{"tick":"#))
    }

    @Test(arguments: [nil, "D", "", "a"]) func `GetOperation: otherwise a request error`(_ name: String?) async throws {
        let response = try JSONValue(parsing: await Charging.run(Self.document, operation: name))
        #expect(response["data"] == nil)
        #expect(response["errors"]?.array?.count == 1)
        let single = try JSONValue(parsing: await Charging.run("{ now }", operation: name ?? "D"))
        #expect(single["data"] == nil)
    }

    @Test func `an invalid document and wrong variables call no resolver`() async throws {
        let counter = Counter()
        let harness = try ExecutionHarness(
            "type Query { x(a: Int): Int }", ["Query.x": .leaf { _, _ in .constant(.integer(Int64(counter.next()))) }])
        for (query, variables) in [
            ("{ x y }", [:]), ("{ x ", [:]), ("query ($a: Int) { x(a: $a) }", ["a": "1"]), ("{ x @skip }", [:]),
        ] as [(String, JSONObject)] {
            let outcome = await harness.run(query, variables: variables)
            #expect(outcome.response.isRequestError)
        }
        #expect(counter.value.withLock { $0 } == 0)
        #expect(await harness.run("{ x }").data == #"{"x":1}"#)
    }

    @Test func `ExecuteQuery: the query type's fields, resolved from the root`() async throws {
        let harness = try ExecutionHarness(
            "schema { query: Root } type Root { x: Int self: Root }",
            ["Root.x": .leaf { _, _ in .constant(1) }, "Root.self": .object { _, _ in .one(RootObject()) }])
        #expect(
            await harness.run("{ x self { self { x __typename } } }").data
                == #"{"x":1,"self":{"self":{"x":1,"__typename":"Root"}}}"#)
    }

    /// The example of section 6.3.4.
    @Test func `ExecuteMutation: fields one after the other, each with all below it`() async throws {
        let number = Mutex(0)
        let harness = try ExecutionHarness(
            "type Query { a: Int } type Mutation { change(to: Int!): Result } type Result { number: Int }",
            [
                "Query.a": .leaf { _, _ in .null },
                "Mutation.change": .loadObject { field, _ in
                    for _ in 0..<(4 - (field.integer("to") ?? 0)) { await Task.yield() }
                    number.withLock { $0 = field.integer("to") ?? 0 }
                    return .one(RootObject())
                },
                "Result.number": .loadLeaf { _, _ in
                    await Task.yield()
                    return .constant(.integer(Int64(number.withLock { $0 })))
                },
            ])
        let outcome = await harness.run(
            "mutation { first: change(to: 1) { number } second: change(to: 3) { number } third: change(to: 2) { number } }"
        )
        #expect(outcome.data == #"{"first":{"number":1},"second":{"number":3},"third":{"number":2}}"#)
    }

    @Test func `ExecuteMutation: a field that fails does not keep the next from running`() async throws {
        let counter = Counter()
        let harness = try ExecutionHarness(
            "type Query { a: Int } type Mutation { go(fail: Boolean): Int }",
            [
                "Query.a": .leaf { _, _ in .null },
                "Mutation.go": .loadLeaf { field, _ in
                    let number = counter.next()
                    if field.boolean("fail") == true { throw FieldError("no", code: .conflict) }
                    return .constant(.integer(Int64(number)))
                },
            ])
        let outcome = await harness.run("mutation { a: go b: go(fail: true) c: go }")
        #expect(outcome.data == #"{"a":1,"b":null,"c":3}"#)
        #expect(outcome.paths == [[.field("b")]])
    }
}
