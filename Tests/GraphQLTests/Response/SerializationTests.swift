import JSON
import Testing

@testable import GraphQL

/// Section 7.2: how values become JSON, and in which order members stand.
@Suite("Serialization")
struct SerializationTests {
    @Test(arguments: [
        (
            "String", LeafColumn.strings(["a\"\\\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}é😀/"]),
            #""a\"\\\b\f\n\r\t\u0000\u001f"# + "\u{7F}é😀/\""
        ),
        ("Boolean", .booleans([true]), "true"), ("Int", .integers([-5 as Int64]), "-5"),
        ("Float", .numbers([0.1]), "0.1"), ("Float", .numbers([1e300]), "1e+300"), ("Float", .numbers([5]), "5"),
        ("ID", .integers([5 as Int64]), "\"5\""), ("E", .strings(["A"]), "\"A\""),
        ("[Int]", .json([[1, nil]]), "[1,null]"),
        ("String", .null, "null"), ("S", .json([["b": 1, "a": [true]]]), #"{"b":1,"a":[true]}"#),
    ])
    func `each type has its JSON`(_ type: String, _ column: LeafColumn, _ expected: String) async throws {
        let outcome = try await ExecutionHarness.field(type, with: "enum E { A } scalar S", .leaf { _, _ in column })
        #expect(outcome.text == "{\"data\":{\"x\":\(expected)}}")
    }

    @Test func `members stand in the order of the selection, fragments where they are spread`() async throws {
        #expect(
            try await Charging.run(
                "{ z: now ...F a: __typename station(id: \"S2\") { number id } } fragment F on Query { m: __typename z: now }"
            )
                == #"{"data":{"z":"2026-01-02T03:04:05.678Z","m":"Query","a":"Query","station":{"number":2,"id":"S2"}}}"#
        )
    }

    @Test func `an answer that comes late keeps its place`() async throws {
        let harness = try ExecutionHarness(
            "type Query { late: Int soon: Int now: Int }",
            [
                "Query.late": .loadLeaf { _, _ in
                    for _ in 0..<20 { await Task.yield() }
                    return .constant(1)
                }, "Query.soon": .loadLeaf { _, _ in .constant(2) }, "Query.now": .leaf { _, _ in .constant(3) },
            ])
        #expect(await harness.run("{ late soon now }").text == #"{"data":{"late":1,"soon":2,"now":3}}"#)
        #expect(await harness.run("{ now soon late }").text == #"{"data":{"now":3,"soon":2,"late":1}}"#)
    }
}
