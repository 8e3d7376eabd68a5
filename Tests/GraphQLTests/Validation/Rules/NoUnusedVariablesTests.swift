import Testing

@testable import GraphQL

/// Section 5.8.4.
@Suite("NoUnusedVariables")
struct NoUnusedVariablesTests {
    @Test(arguments: [
        "query ($a: Int) { books(first: $a) { id } }",
        "query ($a: Int) { ...F } fragment F on Query { ...G } fragment G on Query { books(first: $a) { id } }",
        "query ($a: ID) { books(filter: {ids: [$a]}) { id } }",
        "query ($a: Boolean!) { books { id @skip(if: $a) } }",
        "query ($a: Int!) @needs(level: $a) { anything }",
        "query ($a: Int) { nope(x: $a) }",
    ])
    func `variables that are used somewhere are fine`(_ query: String) throws {
        try expectValid(NoUnusedVariables.self, query)
    }

    @Test(arguments: [
        "query (^$a: Int) { anything }",
        "query ($a: Int, ^$b: Int, ^$c: Int) { books(first: $a) { id } }",
        "query A($a: Int) { books(first: $a) { id } } query B(^$a: Int) { anything }",
    ])
    func `others are not`(_ query: String) throws {
        try expectErrors(NoUnusedVariables.self, query)
    }

    @Test(arguments: [
        "query (^$a: Int) { anything } fragment F on Query { books(first: $a) { id } }",
        "query A($a: Int) { ...F } query B(^$a: Int) { ...G } fragment F on Query { books(first: $a) { id } } fragment G on Query { anything }",
    ])
    func `a fragment that the operation does not reach does not count`(_ query: String) throws {
        try expectErrors(NoUnusedVariables.self, query)
    }
}
