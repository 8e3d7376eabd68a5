import Testing

@testable import GraphQL

/// Section 5.5.1.4.
@Suite("NoUnusedFragments")
struct NoUnusedFragmentsTests {
    @Test(arguments: [
        "{ ...F } fragment F on Query { anything }",
        "query A { ...F } query B { ...G } fragment F on Query { ...H } fragment G on Query { ...H } fragment H on Query { anything }",
        "{ items { ... on Book { ...F } } } fragment F on Book { id }",
        "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
    ])
    func `fragments that operations reach are used`(_ query: String) throws {
        try expectValid(NoUnusedFragments.self, query)
    }

    @Test(arguments: [
        "{ anything } ^fragment F on Query { anything }",
        "{ ...F } fragment F on Query { anything } ^fragment G on Query { ...F }",
        "{ anything } ^fragment F on Query { ...G } ^fragment G on Query { anything }",
        "{ anything } ^fragment F on Query { ...G } ^fragment G on Query { ...F }",
        "^fragment F on Query { anything }",
    ])
    func `others are not, also when fragments spread them`(_ query: String) throws {
        try expectErrors(NoUnusedFragments.self, query)
    }
}
