import Testing

@testable import GraphQL

/// Section 5.5.2.1.
@Suite("KnownFragmentNames")
struct KnownFragmentNamesTests {
    @Test(arguments: [
        "{ ...F } fragment F on Query { anything }",
        "fragment F on Query { anything } { ...F }",
        "{ items { ...F } } fragment F on Item { ...G } fragment G on Item { id }",
        "{ ... on Query { anything } }",
    ])
    func `fragments of the document are known, before and after`(_ query: String) throws {
        try expectValid(KnownFragmentNames.self, query)
    }

    @Test(arguments: [
        "{ ...^F }",
        "{ items { ...^F ...^G } }",
        "{ ...F } fragment F on Query { ...^G }",
        "{ ...^f } fragment F on Query { anything }",
    ])
    func `others are not`(_ query: String) throws {
        try expectErrors(KnownFragmentNames.self, query)
    }
}
