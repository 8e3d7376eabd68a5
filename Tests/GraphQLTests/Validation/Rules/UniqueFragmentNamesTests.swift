import Testing

@testable import GraphQL

/// Section 5.5.1.1.
@Suite("UniqueFragmentNames")
struct UniqueFragmentNamesTests {
    @Test(arguments: [
        "{ ...F ...G } fragment F on Query { anything } fragment G on Query { anything }",
        "query F { ...F } fragment F on Query { anything }",
        "{ ... on Query { anything } ... on Query { anything } }",
        "{ ...F ...F } fragment F on Query { anything }",
    ])
    func `names that differ are fine, also beside operations and inline fragments`(_ query: String) throws {
        try expectValid(UniqueFragmentNames.self, query)
    }

    @Test(arguments: [
        "{ ...F } fragment ^F on Query { anything } fragment ^F on Query { items { id } }",
        "fragment ^F on Query { anything } fragment G on Book { id } fragment ^F on Book { id }",
    ])
    func `a name that is used again is refused, and both places are told`(_ query: String) throws {
        try expectErrors(UniqueFragmentNames.self, query, count: 1)
    }
}
