import Testing

@testable import GraphQL

/// Section 5.2.3.1.
@Suite("LoneAnonymousOperation")
struct LoneAnonymousOperationTests {
    @Test(arguments: [
        "{ items { id } }",
        "mutation { add(book: {title: \"x\"}) { id } }",
        "{ ...F } fragment F on Query { items { id } }",
        "query A { items { id } } query B { items { id } }",
        "fragment F on Query { items { id } }",
    ])
    func `an operation that is alone needs no name`(_ query: String) throws {
        try expectValid(LoneAnonymousOperation.self, query)
    }

    @Test(arguments: [
        "^{ items { id } } query A { items { id } }",
        "query A { items { id } } ^{ items { id } }",
        "^{ items { id } } ^{ items { id } }",
        "^query { items { id } } ^mutation { add(book: {title: \"x\"}) { id } }",
        "query A { items { id } } ^subscription { removed { id } }",
    ])
    func `beside others it needs one`(_ query: String) throws {
        try expectErrors(LoneAnonymousOperation.self, query)
    }
}
