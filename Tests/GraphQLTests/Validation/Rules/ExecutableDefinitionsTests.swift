import Testing

@testable import GraphQL

/// Section 5.1.1.
@Suite("ExecutableDefinitions")
struct ExecutableDefinitionsTests {
    @Test(arguments: [
        "{ items { id } }",
        "query A { ...F } mutation B { add(book: {title: \"x\"}) { id } } fragment F on Query { work { __typename } }",
    ])
    func `operations and fragments can be executed`(_ query: String) throws {
        try expectValid(ExecutableDefinitions.self, query)
    }

    @Test(arguments: [
        "{ items { id } } ^type A { a: Int }",
        "{ items { id } } ^extend type Book { color: String }",
        "^scalar S { items { id } }",
        "^interface I { a: Int } { items { id } }",
        "^union U = Book { items { id } }",
        "^enum E { A } { items { id } }",
        "^input I { a: Int } { items { id } }",
        "^schema { query: Query } { items { id } }",
        "^extend schema @onQuery query { items { id } }",
        "^directive @d on FIELD { items { id } }",
        "\"why\" ^type A { a: Int } ^extend enum Genre { SONG } { items { id } }",
    ])
    func `definitions and extensions of every kind cannot`(_ query: String) throws {
        try expectErrors(ExecutableDefinitions.self, query)
    }
}
