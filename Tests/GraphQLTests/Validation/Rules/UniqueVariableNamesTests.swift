import Testing

@testable import GraphQL

/// Section 5.8.1.
@Suite("UniqueVariableNames")
struct UniqueVariableNamesTests {
    @Test(arguments: [
        "query ($a: Int, $b: Int, $A: Int) { anything }",
        "query A($a: Int) { anything } query B($a: String) { anything }",
    ])
    func `names that differ are fine, and operations do not share them`(_ query: String) throws {
        try expectValid(UniqueVariableNames.self, query)
    }

    @Test(arguments: [
        "query ($a: Int, ^$a: Int) { anything }",
        "query ($a: Int, $b: Int, ^$a: String, ^$a: ID) { anything }",
        "query A($a: Int, ^$a: Int) { anything } query B($b: Int, ^$b: Int) { anything }",
    ])
    func `a name that is defined again is refused`(_ query: String) throws {
        try expectErrors(UniqueVariableNames.self, query)
    }
}
