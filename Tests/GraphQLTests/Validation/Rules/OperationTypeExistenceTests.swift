import Testing

@testable import GraphQL

/// Section 5.2.1.1.
@Suite("OperationTypeExistence")
struct OperationTypeExistenceTests {
    private static let sdl = "type Query { a: Int }"

    @Test(arguments: [
        "{ items { id } }",
        "query { items { id } }",
        "mutation { add(book: {title: \"x\"}) { id } }",
        "subscription { removed { id } }",
    ])
    func `an operation whose root type exists is fine`(_ query: String) throws {
        try expectValid(OperationTypeExistence.self, query)
    }

    @Test(arguments: [
        "^mutation { a }",
        "^subscription { a }",
        "query A { a } ^mutation B { a } ^subscription C { a }",
    ])
    func `an operation without its root type is refused`(_ query: String) throws {
        try expectErrors(OperationTypeExistence.self, query, sdl: Self.sdl)
    }
}
