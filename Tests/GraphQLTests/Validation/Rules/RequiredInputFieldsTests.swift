import Testing

@testable import GraphQL

/// Section 5.6.4.
@Suite("RequiredInputFields")
struct RequiredInputFieldsTests {
    @Test(arguments: [
        "mutation { add(book: {title: \"x\"}) { id } }",
        "{ books(filter: {}) { id } }",
        "query ($a: String!) { pick(by: {title: $a}) { id } }",
        "query ($a: NewBook = {title: \"x\"}) { anything }",
        "{ anything(value: {}) nope(x: {}) }",
    ])
    func `what may be null or has a default can be left out`(_ query: String) throws {
        try expectValid(RequiredInputFields.self, query)
    }

    @Test(arguments: [
        "mutation { add(book: ^{}) { id } }",
        "mutation { add(book: ^{pages: 2, tags: []}) { id } }",
        "query ($a: NewBook = ^{}) { anything }",
        "query ($a: [NewBook!] = [{title: \"x\"}, ^{pages: 1}]) { anything }",
    ])
    func `what may not be null and has no default cannot`(_ query: String) throws {
        try expectErrors(RequiredInputFields.self, query)
    }
}
