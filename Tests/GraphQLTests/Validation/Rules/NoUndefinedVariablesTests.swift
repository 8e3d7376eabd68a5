import Testing

@testable import GraphQL

/// Section 5.8.3.
@Suite("NoUndefinedVariables")
struct NoUndefinedVariablesTests {
    @Test(arguments: [
        "query ($a: Int) { books(first: $a) { id } }",
        "query A($a: Int) { ...F } query B($a: Int) { ...F } fragment F on Query { ...G } fragment G on Query { books(first: $a) { id } }",
        "query ($a: ID, $b: Boolean!) { books(filter: {ids: [$a], inner: {text: $a}}) @include(if: $b) { id } }",
        "fragment F on Query { books(first: $a) { id } }",
    ])
    func `variables that the operation defines are there, in fragments too`(_ query: String) throws {
        try expectValid(NoUndefinedVariables.self, query)
    }

    @Test(arguments: [
        "{ books(first: ^$a) { id } }",
        "query ($b: Int) { books(first: ^$a) { id } }",
        "{ books(filter: {ids: [^$a], inner: {text: ^$b}}) { id } }",
        "{ books { id @skip(if: ^$a) } ... @include(if: ^$b) { anything } }",
        "query @needs(level: ^$a) { anything }",
        "{ anything(value: {deep: [^$a]}) nope(x: ^$b) @nope(y: ^$c) }",
    ])
    func `others are not, wherever they stand`(_ query: String) throws {
        try expectErrors(NoUndefinedVariables.self, query)
    }

    @Test(arguments: [
        "{ ...F } fragment F on Query { books(first: ^$a) { id } }",
        "query A($a: Int) { ...F } query B { ...F } fragment F on Query { books(first: ^$a) { id } }",
        "{ ...F } fragment F on Query { ...G } fragment G on Query { books(first: ^$a) { id } }",
    ])
    func `a fragment needs them in every operation that reaches it`(_ query: String) throws {
        try expectErrors(NoUndefinedVariables.self, query)
    }

    @Test func `an error for each operation that lacks it`() throws {
        try expectErrors(
            NoUndefinedVariables.self,
            "query A { ...F } query B { ...F } fragment F on Query { books(first: ^$a) { id } }", count: 2)
    }
}
