import Testing

@testable import GraphQL

/// Section 5.6.3.
@Suite("UniqueInputFieldNames")
struct UniqueInputFieldNamesTests {
    @Test(arguments: [
        "{ books(filter: {text: \"x\", genre: POEM}) { id } }",
        "{ books(filter: {text: \"x\", inner: {text: \"x\"}, and: [{text: \"x\"}, {text: \"y\"}]}) { id } }",
    ])
    func `each field once is fine`(_ query: String) throws {
        try expectValid(UniqueInputFieldNames.self, query)
    }

    @Test(arguments: [
        "{ books(filter: {text: \"x\", ^text: \"x\"}) { id } }",
        "{ books(filter: {text: \"x\", genre: POEM, ^text: \"y\", ^text: \"z\"}) { id } }",
        "{ books(filter: {inner: {ids: [], ^ids: []}}) { id } }",
        "{ values(objects: [{text: \"a\"}, {text: \"a\", ^text: \"b\"}]) }",
        "{ anything(value: {a: 1, ^a: 2}) nope(x: [{b: 1, ^b: 2}]) }",
        "query ($a: BookFilter = {text: \"x\", ^text: \"y\"}, $b: Missing = {c: 1, ^c: 2}) { anything }",
        "{ anything @nope(x: {a: 1, ^a: 1}) }",
    ])
    func `one that comes again is refused, whatever the place`(_ query: String) throws {
        try expectErrors(UniqueInputFieldNames.self, query)
    }
}
