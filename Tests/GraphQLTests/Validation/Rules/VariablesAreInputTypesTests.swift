import Testing

@testable import GraphQL

/// Section 5.8.2.
@Suite("VariablesAreInputTypes")
struct VariablesAreInputTypesTests {
    @Test(arguments: [
        "query ($a: Int, $b: [Genre!]!, $c: BookFilter, $d: [[Anything]], $e: Day!) { items { id } }",
        "query ($a: Missing) { items { id } }",
    ])
    func `scalars, enums, input objects and lists of these can be sent`(_ query: String) throws {
        try expectValid(VariablesAreInputTypes.self, query)
    }

    @Test(arguments: [
        "query ($a: ^Book) { items { id } }",
        "query ($a: ^[Work]) { items { id } }",
        "query ($a: ^Item!, $b: Int, $c: ^[[Readable!]!]!) { items { id } }",
        "query A($a: ^Query) { items { id } } mutation B($a: ^Mutation) { add(book: {title: \"x\"}) { id } }",
    ])
    func `objects, interfaces and unions cannot`(_ query: String) throws {
        try expectErrors(VariablesAreInputTypes.self, query)
    }
}
