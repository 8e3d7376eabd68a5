import Testing

@testable import GraphQL

/// Section 5.4.2.
@Suite("UniqueArgumentNames")
struct UniqueArgumentNamesTests {
    @Test(arguments: [
        "{ books(first: 1, tags: []) { id } }",
        "{ a: books(first: 1) { id } b: books(first: 2) { id } }",
        "{ anything @skip(if: true) @include(if: true) }",
        "{ values(objects: [{text: \"a\"}, {text: \"b\"}]) }",
    ])
    func `each argument once is fine`(_ query: String) throws {
        try expectValid(UniqueArgumentNames.self, query)
    }

    @Test(arguments: [
        "{ books(first: 1, ^first: 1) { id } }",
        "{ books(first: 1, tags: [], ^first: 2, ^first: 3) { id } }",
        "{ anything @skip(if: true, ^if: false) }",
        "{ nope(a: 1, ^a: 1) @nope(b: 1, ^b: 2) }",
    ])
    func `one that comes again is refused`(_ query: String) throws {
        try expectErrors(UniqueArgumentNames.self, query)
    }
}
