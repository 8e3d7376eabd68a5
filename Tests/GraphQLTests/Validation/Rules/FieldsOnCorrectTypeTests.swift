import Testing

@testable import GraphQL

/// Section 5.3.1.
@Suite("FieldsOnCorrectType")
struct FieldsOnCorrectTypeTests {
    @Test(arguments: [
        "{ items { id } }",
        "{ items { title: id id: title } }",
        "{ work { __typename } items { __typename } books { __typename } }",
        "{ readable { id title pages } }",
        "{ work { ... on Item { title } ... on Book { pages } } }",
        "{ __schema { description } __type(name: \"Book\") { name } }",
        "{ ... on Missing { nope } }",
        "{ nope: items { id } }",
    ])
    func `fields of the type are there, whatever the alias`(_ query: String) throws {
        try expectValid(FieldsOnCorrectType.self, query)
    }

    @Test(arguments: [
        "{ ^nope }",
        "{ ^x: nope }",
        "{ books { ^minutes } }",
    ])
    func `others are not, on objects`(_ query: String) throws {
        try expectErrors(FieldsOnCorrectType.self, query)
    }

    @Test(arguments: [
        "{ items { ^pages } }",
        "{ readable { ^author } }",
        "{ items { ... on Readable { ^code } } }",
        "{ items { ... { ^pages } } }",
    ])
    func `an interface has only its own fields`(_ query: String) throws {
        try expectErrors(FieldsOnCorrectType.self, query)
    }

    @Test(arguments: [
        "{ work { ^id } }",
        "{ work { __typename ^title ... on Book { ^nope } } }",
    ])
    func `a union has none but __typename`(_ query: String) throws {
        try expectErrors(FieldsOnCorrectType.self, query)
    }

    @Test(arguments: [
        "{ books { ...F } } fragment F on Author { ^title }",
        "fragment F on Book { ^nope }",
        "fragment F on Work { ^id }",
    ])
    func `fragments are looked at on their own type`(_ query: String) throws {
        try expectErrors(FieldsOnCorrectType.self, query)
    }

    @Test(arguments: [
        "{ books { ^__schema { description } } }",
        "mutation { ^__type(name: \"x\") { name } }",
    ])
    func `meta fields of the query are nowhere else`(_ query: String) throws {
        try expectErrors(FieldsOnCorrectType.self, query)
    }

    @Test func `what an unknown field has inside is left alone`() throws {
        try expectErrors(FieldsOnCorrectType.self, "{ books { ^nope { nope } } ^other { nope { nope } } }")
    }

    @Test func `a misspelt name gets a suggestion`() throws {
        #expect(
            try RuleHarness.errors(FieldsOnCorrectType.self, "{ boks { id } }").map(\.message) == [
                "unknown field \"boks\" of type \"Query\"; did you mean \"books\"?"
            ])
    }
}
