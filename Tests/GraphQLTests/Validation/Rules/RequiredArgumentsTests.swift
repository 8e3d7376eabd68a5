import Testing

@testable import GraphQL

/// Section 5.4.3.
@Suite("RequiredArguments")
struct RequiredArgumentsTests {
    @Test(arguments: [
        "{ item { id } }",
        "{ books { id } }",
        "{ flags(on: true) }",
        "{ book(isbn: 1) { id } }",
        "query ($a: ID!) { book(isbn: $a) { id } }",
        "{ anything @needs(level: 1) @include(if: true) @often }",
        "{ nope @nope }",
    ])
    func `what may be null or has a default can be left out`(_ query: String) throws {
        try expectValid(RequiredArguments.self, query)
    }

    @Test(arguments: [
        "{ ^book { id } }",
        "{ ^x: book { id } }",
        "{ ^flags(off: true) }",
        "{ ^flags(off: true, sure: true) }",
        "{ anything ^@skip }",
        "{ anything ^@needs(reason: \"x\") }",
        "query ^@needs { anything }",
        "{ ^__type { name } }",
        "{ ^values(int: 1) }",
        "mutation { ^add(at: 1) { id } }",
    ])
    func `what may not be null and has no default cannot`(_ query: String) throws {
        try expectErrors(RequiredArguments.self, query)
    }
}
