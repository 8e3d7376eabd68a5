import Testing

@testable import GraphQL

/// Section 5.7.1.
@Suite("KnownDirectives")
struct KnownDirectivesTests {
    @Test(arguments: [
        "{ items @include(if: true) { id @skip(if: false) } }",
        "query @onQuery { anything @onField @often @often }",
        "query ($a: Int @onVariable) { anything }",
        "{ anything @onObject }",
    ])
    func `directives of the schema and of the specification are known`(_ query: String) throws {
        try expectValid(KnownDirectives.self, query)
    }

    @Test(arguments: [
        "{ anything ^@nope }",
        "query ^@nope { anything }",
        "{ ... ^@nope { anything ^@onfield } ...F ^@nope }",
        "fragment F on Query ^@nope { anything }",
        "query ($a: Int ^@nope(b: 1)) { anything }",
    ])
    func `others are not`(_ query: String) throws {
        try expectErrors(KnownDirectives.self, query)
    }
}
