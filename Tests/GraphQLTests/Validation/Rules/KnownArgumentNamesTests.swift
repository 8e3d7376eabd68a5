import Testing

@testable import GraphQL

/// Section 5.4.1.
@Suite("KnownArgumentNames")
struct KnownArgumentNamesTests {
    @Test(arguments: [
        "{ books(tags: [], first: 1) { id } }",
        "{ anything @skip(if: true) @needs(reason: \"x\", level: 1) }",
        "{ __type(name: \"x\") { fields(includeDeprecated: true) { name } } }",
        "{ nope(a: 1) }",
        "{ anything @nope(a: 1) }",
    ])
    func `arguments of the field or directive are known, in any order`(_ query: String) throws {
        try expectValid(KnownArgumentNames.self, query)
    }

    @Test(arguments: [
        "{ books(^frist: 1) { id } }",
        "{ books(first: 1, ^a: 1, ^b: 2) { id } }",
        "{ items(^a: 1) { id } }",
        "{ books { x: title(^y: 1) } }",
        "{ anything @skip(^unless: true) @onField(^a: 1) }",
        "{ ... on Book { editions(^first2: 1) { id } } }",
        "{ __typename(^a: 1) }",
        "query @often(^x: 1) { anything }",
        "{ books(^First: 1) { id } }",
    ])
    func `others are not`(_ query: String) throws {
        try expectErrors(KnownArgumentNames.self, query)
    }
}
