import Testing

@testable import GraphQL

/// Section 5.7.2.
@Suite("DirectivesInAllowedLocations")
struct DirectivesInAllowedLocationsTests {
    @Test(arguments: [
        "query @onQuery { anything }",
        "query ($a: Int @onVariable) @onQuery { anything @onField ...F @onSpread ... @onInline { anything } }",
        "mutation @onMutation { add(book: {title: \"x\"}) { id } }",
        "subscription @onSubscription { removed { id } }",
        "fragment F on Query @onFragment { anything }",
        "{ anything @often ...F @often ... @often { anything } }",
        "{ anything @nope }",
    ])
    func `each location takes the directives that name it`(_ query: String) throws {
        try expectValid(DirectivesInAllowedLocations.self, query)
    }

    @Test(arguments: [
        "query ^@onField { anything }",
        "query ^@skip(if: true) { anything }",
        "mutation ^@onQuery { add(book: {title: \"x\"}) { id } }",
        "subscription ^@onMutation { removed { id } }",
        "{ anything ^@onQuery ^@onObject }",
        "{ ...F ^@onInline ... ^@onSpread { anything ^@deprecated } }",
        "fragment F on Query ^@include(if: true) { anything }",
        "query ($a: Int ^@onField) { anything }",
    ])
    func `and refuses the others`(_ query: String) throws {
        try expectErrors(DirectivesInAllowedLocations.self, query)
    }
}
