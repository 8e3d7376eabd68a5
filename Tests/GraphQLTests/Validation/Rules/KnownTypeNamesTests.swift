import Testing

@testable import GraphQL

/// Section 5.5.1.2, and types of variables.
@Suite("KnownTypeNames")
struct KnownTypeNamesTests {
    @Test(arguments: [
        "query ($a: ID!, $b: [BookFilter!]) { ...F } fragment F on Query { items { ... on Book { id } } }",
        "{ items { ... { id } ... @include(if: true) { id } } }",
        "{ __schema { types { ... on __Type { name } } } }",
        "query ($a: Book) { items { id } }",
    ])
    func `types of the schema and of introspection are known`(_ query: String) throws {
        try expectValid(KnownTypeNames.self, query)
    }

    @Test(arguments: [
        "query ($a: ^Nope) { items { id } }",
        "query ($a: [^Nope!]!) { items { id } }",
        "{ items { ... on ^Nope { id } } }",
        "{ ...F } fragment F on ^Nope { id }",
        "query ($a: ^Bok) { items { ... on ^Flim { id } ...F } } fragment F on ^Item2 { id }",
        "query ($a: ^book) { items { id } }",
    ])
    func `a name that no type has is refused`(_ query: String) throws {
        try expectErrors(KnownTypeNames.self, query)
    }
}
