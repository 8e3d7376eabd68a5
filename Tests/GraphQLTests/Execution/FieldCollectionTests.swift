import JSON
import Testing

@testable import GraphQL

/// Section 6.3.2: CollectFields, DoesFragmentTypeApply and CollectSubfields.
@Suite("Field collection")
struct FieldCollectionTests {
    @Test func `names come in the order in which the document first has them, depth first`() async throws {
        #expect(
            try await Charging.run(
                """
                { station(id: "S2") { kind ...A ... { b: id } id kind } }
                fragment A on Station { a: id ...B id } fragment B on Station { number kind }
                """) == #"{"data":{"station":{"kind":"FAST","a":"S2","number":2,"id":"S2","b":"S2"}}}"#)
    }

    @Test(arguments: [
        ("@skip(if: true)", false), ("@skip(if: false)", true), ("@include(if: true)", true),
        ("@include(if: false)", false), ("@skip(if: true) @include(if: true)", false),
        ("@include(if: false) @skip(if: false)", false), ("@skip(if: false) @include(if: true)", true),
        ("@skip(if: $yes)", false), ("@include(if: $yes)", true), ("@skip(if: $no) @include(if: $no)", false),
    ])
    func `a field, a spread and an inline fragment are left out alike`(
        _ directives: String, _ isIncluded: Bool
    ) async throws {
        let query = """
            query ($yes: Boolean = true, $no: Boolean = false) {
              always: now field: now \(directives) ... \(directives) { inline: now } ...F \(directives)
              y: now @skip(if: $yes) n: now @include(if: $no)
            }
            fragment F on Query { spread: now }
            """
        let response = try JSONValue(parsing: await Charging.run(query))
        let expected = isIncluded ? ["always", "field", "inline", "spread"] : ["always"]
        #expect(response["data"]?.object?.names == expected)
    }

    @Test func `DoesFragmentTypeApply: an object, an interface that it implements, a union that it is in`() async throws
    {
        let query = """
            { things {
              ... on Station { object: id } ... on Node { interface: id } ... on Thing { union: __typename }
              ... on Session { other: id }
            } }
            """
        let response = try JSONValue(parsing: await Charging.run(query))
        #expect(response["data"]?["things"]?[1]?.object?.names == ["object", "interface", "union"])
        #expect(response["data"]?["things"]?[0]?.object?.names == ["interface", "union", "other"])
    }

    @Test func `a fragment counts once for an object, where it is first spread`() async throws {
        #expect(
            try await Charging.run(
                "{ station(id: \"S2\") { ...F kind ...F } } fragment F on Station { id ...G } fragment G on Station { number }"
            )
                == #"{"data":{"station":{"id":"S2","number":2,"kind":"FAST"}}}"#)
    }

    @Test func `CollectSubfields: fields of one name bring all their selections together`() async throws {
        let world = World()
        #expect(
            try await Charging.run(
                """
                { station(id: "S2") { latest { id } ...F latest { note energy } } }
                fragment F on Station { latest { ... on Node { id } startedAt } }
                """, world: world)
                == #"{"data":{"station":{"latest":{"id":"X70","startedAt":"1970-01-01T00:01:10Z","note":"note 70","energy":70}}}}"#
        )
        #expect(world.calls(of: "latest") == 1)
    }

    @Test func `CollectSubfields: a condition on one of the fields leaves the others`() async throws {
        #expect(
            try await Charging.run(
                "{ station(id: \"S2\") { latest @skip(if: true) { id } latest { note } } }")
                == #"{"data":{"station":{"latest":{"note":"note 70"}}}}"#)
    }
}
