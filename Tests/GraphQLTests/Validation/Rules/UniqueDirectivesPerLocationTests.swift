import Testing

@testable import GraphQL

/// Section 5.7.3.
@Suite("UniqueDirectivesPerLocation")
struct UniqueDirectivesPerLocationTests {
    @Test(arguments: [
        "{ items @skip(if: false) @include(if: true) { id @skip(if: false) } }",
        "{ items @skip(if: true) { id } items @skip(if: false) { title } }",
    ])
    func `once in each place is fine`(_ query: String) throws {
        try expectValid(UniqueDirectivesPerLocation.self, query)
    }

    @Test func `a repeatable one may come again`() throws {
        try expectValid(
            UniqueDirectivesPerLocation.self, "{ anything @often(step: 1) @often(step: 2) @often(step: 1) }")
    }

    @Test func `an unknown one is another rule's business`() throws {
        try expectValid(UniqueDirectivesPerLocation.self, "{ anything @nope @nope }")
    }

    @Test(arguments: [
        "{ anything @skip(if: true) ^@skip(if: false) }",
        "{ anything @onField @often ^@onField @often ^@onField }",
        "query @onQuery ^@onQuery { anything }",
        "query ($a: Int @onVariable ^@onVariable) { anything }",
        "{ ...F @onSpread ^@onSpread ... @onInline ^@onInline { anything } }",
        "fragment F on Query @onFragment ^@onFragment { anything }",
    ])
    func `any other may not`(_ query: String) throws {
        try expectErrors(UniqueDirectivesPerLocation.self, query)
    }
}
