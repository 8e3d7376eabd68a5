import Testing

@testable import GraphQL

/// Section 5.3.3.
@Suite("LeafFieldSelections")
struct LeafFieldSelectionsTests {
    @Test(arguments: [
        "{ items { id title } }",
        "{ books { tags genre author { name } } }",
        "{ work { __typename } }",
        "{ anything }",
        "{ items { nope } }",
        "{ books { nope { a } } }",
    ])
    func `leaves stand alone and objects have a selection`(_ query: String) throws {
        try expectValid(LeafFieldSelections.self, query)
    }

    @Test(arguments: [
        "{ books { ^id { a } } }",
        "{ books { ^genre { a } } }",
        "{ ^anything { a } }",
        "{ books { ^tags { a } } }",
        "{ books { ^x: title { a { b } } } }",
        "{ books { ^__typename { a } } }",
    ])
    func `a selection of a leaf is refused`(_ query: String) throws {
        try expectErrors(LeafFieldSelections.self, query)
    }

    @Test(arguments: [
        "{ ^books }",
        "{ ^items }",
        "{ ^work }",
        "{ ^x: item(id: 1) }",
        "{ books { ^author } }",
        "{ ^__schema }",
        "subscription { ^added }",
    ])
    func `an object, interface or union without a selection is refused`(_ query: String) throws {
        try expectErrors(LeafFieldSelections.self, query)
    }
}
