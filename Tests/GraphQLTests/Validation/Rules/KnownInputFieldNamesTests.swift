import Testing

@testable import GraphQL

/// Section 5.6.2.
@Suite("KnownInputFieldNames")
struct KnownInputFieldNamesTests {
    @Test(arguments: [
        "{ books(filter: {text: \"x\", genre: POEM, inner: {ids: []}}) { id } }",
        "query ($a: BookFilter = {text: \"x\"}) { books(filter: $a) { id } }",
        "{ values(objects: {text: \"x\"}) }",
    ])
    func `fields of the type are known, in any order`(_ query: String) throws {
        try expectValid(KnownInputFieldNames.self, query)
    }

    @Test(arguments: [
        "{ anything(value: {a: {b: 1}}) nope(a: {b: 1}) books(nope: {a: 1}) { id } }",
        "{ books(filter: {text: {a: {b: 1}}}) { id } }",
    ])
    func `objects for custom scalars and unknown places are left alone`(_ query: String) throws {
        try expectValid(KnownInputFieldNames.self, query)
    }

    @Test(arguments: [
        "{ books(filter: {^nope: 1}) { id } }",
        "{ books(filter: {text: \"x\", ^a: 1, ^b: {c: 1}}) { id } }",
        "{ books(filter: {inner: {inner: {^nope: 1}}, and: [{^nope: 1}, {ids: []}]}) { id } }",
        "{ values(objects: {^nope: 1}) }",
        "mutation { add(book: {title: \"x\", pick: {^nope: 1}}) { id } }",
        "query ($a: BookFilter = {^nope: 1}, $b: [NewBook] = [{title: \"x\", filter: {^nope: 1}}]) { anything }",
        "query ($a: ID) { books(filter: {^nope: $a}) { id } }",
        "{ books(filter: {^Text: \"x\"}) { id } }",
    ])
    func `others are not`(_ query: String) throws {
        try expectErrors(KnownInputFieldNames.self, query)
    }
}
