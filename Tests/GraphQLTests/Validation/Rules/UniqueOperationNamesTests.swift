import Testing

@testable import GraphQL

/// Section 5.2.2.1.
@Suite("UniqueOperationNames")
struct UniqueOperationNamesTests {
    @Test(arguments: [
        "{ items { id } }",
        "query A { items { id } }",
        "query A { items { id } } query B { items { id } }",
        "query A { items { id } } query a { items { id } }",
        "query A { ...A } fragment A on Query { items { id } }",
        "{ items { id } } query A { items { id } }",
    ])
    func `names that differ are fine`(_ query: String) throws {
        try expectValid(UniqueOperationNames.self, query)
    }

    @Test(arguments: [
        "query ^A { items { id } } query ^A { work { __typename } }",
        "query ^A { items { id } } mutation ^A { add(book: {title: \"x\"}) { id } }",
        "query ^A { items { id } } query B { items { id } } subscription ^A { removed { id } }",
    ])
    func `a name that is used again is refused, and both places are told`(_ query: String) throws {
        try expectErrors(UniqueOperationNames.self, query, count: 1)
    }

    @Test func `each further use is refused`() throws {
        try expectErrors(
            UniqueOperationNames.self, "query ^A { items { id } } query ^A { items { id } } query ^A { items { id } }",
            count: 2)
    }
}
