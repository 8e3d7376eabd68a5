import Testing

@testable import GraphQL

/// Section 5.2.4.1.
@Suite("SubscriptionSingleRootField")
struct SubscriptionSingleRootFieldTests {
    @Test(arguments: [
        "subscription { added { id } }",
        "subscription S { added { id } added { title } }",
        "subscription { x: added { id } }",
        "subscription { ...F } fragment F on Subscription { removed { id } }",
        "subscription { ... on Subscription { removed { id } } ... { removed { title } } }",
        "subscription { ...F ...F } fragment F on Subscription { removed { id } }",
        "subscription { ...F } fragment F on Subscription { removed { id } ...F }",
        "subscription A { added { id } } subscription B { removed { id } }",
        "query { items { id } work { __typename } }",
        "subscription { added { id __typename title } }",
        "subscription { ...Missing added { id } }",
        "subscription { added { id @skip(if: true) } }",
    ])
    func `one field is fine, however it is written`(_ query: String) throws {
        try expectValid(SubscriptionSingleRootField.self, query)
    }

    @Test(arguments: [
        "subscription { added { id } ^removed { id } }",
        "subscription { added { id } ^x: added { id } }",
        "subscription { ...F } fragment F on Subscription { added { id } ^removed { id } }",
        "subscription { added { id } ... on Subscription { ^removed { id } } }",
        "subscription { added { id } ... { ... { ^removed { id } } } }",
        "subscription { ...F ...G } fragment F on Subscription { added { id } } fragment G on Subscription { ^removed { id } }",
        "subscription A { removed { id } } subscription B { added { id } ^removed { id } }",
    ])
    func `more than one field is refused`(_ query: String) throws {
        try expectErrors(SubscriptionSingleRootField.self, query)
    }

    @Test(arguments: [
        "subscription { ^__typename }",
        "subscription { ^x: __typename }",
        "subscription { ...F } fragment F on Subscription { ^__typename }",
    ])
    func `a meta field is refused`(_ query: String) throws {
        try expectErrors(SubscriptionSingleRootField.self, query)
    }

    @Test(arguments: [
        "subscription ($a: Boolean!) { added ^@skip(if: $a) { id } }",
        "subscription ($a: Boolean!) { added ^@include(if: $a) { id } }",
        "subscription { ... ^@include(if: true) { added { id } } }",
        "subscription { ...F ^@skip(if: true) } fragment F on Subscription { added { id } }",
        "subscription { ...F } fragment F on Subscription { added ^@skip(if: true) { id } }",
        "subscription ($a: Boolean!) { added ^@include(if: $a) { id } ^removed ^@skip(if: $a) { id } }",
    ])
    func `conditions at the root are refused, also in fragments`(_ query: String) throws {
        try expectErrors(SubscriptionSingleRootField.self, query)
    }

    @Test(arguments: [
        "subscription { added { id } ... on Query { items { id } } }",
        "subscription { added { id } ...F } fragment F on Book { removed { id } }",
        "subscription { added { id } ... on Missing { removed { id } } }",
    ])
    func `a fragment that cannot apply is passed over`(_ query: String) throws {
        try expectValid(SubscriptionSingleRootField.self, query)
    }

    @Test(arguments: [
        "^subscription { ...Missing }", "^subscription { ... on Query { items { id } } }",
        "^subscription { ...F } fragment F on Book { id }",
        "{ items { id } } ^subscription S { ...F } fragment F on Subscription { ...F }",
    ])
    func `no field at all is refused`(_ query: String) throws {
        try expectErrors(SubscriptionSingleRootField.self, query)
    }

    @Test func `a meta field beside another is wrong for both reasons`() throws {
        try expectErrors(
            SubscriptionSingleRootField.self, "subscription { added { id } ^__typename }", count: 2)
    }
}
