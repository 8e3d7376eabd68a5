import Testing

@testable import GraphQL

/// Section 5.5.2.2.
@Suite("NoFragmentCycles")
struct NoFragmentCyclesTests {
    @Test(arguments: [
        "{ ...A } fragment A on Query { ...B ...B } fragment B on Query { ...C } fragment C on Query { anything }",
        "{ ...A ...B } fragment A on Query { ...C } fragment B on Query { ...C } fragment C on Query { anything }",
        "{ ...A } fragment A on Query { ...Missing }",
        "{ books { ...A } } fragment A on Book { sequel { ... on Book { ...B } } } fragment B on Book { id }",
    ])
    func `fragments that end are fine, also when spread many times`(_ query: String) throws {
        try expectValid(NoFragmentCycles.self, query)
    }

    @Test(arguments: [
        "{ ...A } ^fragment A on Query { ...A }",
        "{ books { ...A } } ^fragment A on Book { sequel { sequel { ...A } } }",
        "{ items { ...A } } ^fragment A on Item { ... on Book { sequel { ...A } } }",
    ])
    func `one that spreads itself is refused`(_ query: String) throws {
        try expectErrors(NoFragmentCycles.self, query)
    }

    @Test(arguments: [
        "{ ...A } ^fragment A on Query { ...B } ^fragment B on Query { ...A }",
        "{ ...A } ^fragment A on Query { ...B } ^fragment B on Query { ...C } ^fragment C on Query { ...A }",
        "{ ...A } ^fragment A on Query { ...A ...B } ^fragment B on Query { ...B }",
        "^fragment A on Query { ...B } ^fragment B on Query { ...A ...C } fragment C on Query { anything }",
        "{ ...D } fragment D on Query { ...A } ^fragment A on Query { ...B } ^fragment B on Query { ...A }",
    ])
    func `a circle through others is refused at each of them`(_ query: String) throws {
        try expectErrors(NoFragmentCycles.self, query)
    }
}
