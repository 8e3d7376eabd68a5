import Testing

@testable import GraphQL

/// Section 5.5.1.3.
@Suite("FragmentsOnCompositeTypes")
struct FragmentsOnCompositeTypesTests {
    @Test(arguments: [
        "{ ...F } fragment F on Query { items { id } }",
        "{ items { ...F } } fragment F on Item { id }",
        "{ work { ...F } } fragment F on Work { __typename }",
        "{ items { ... on Book { id } ... on Readable { id } ... on Work { __typename } ... { id } } }",
        "{ items { ... on Missing { id } } }",
    ])
    func `objects, interfaces and unions have fields to select`(_ query: String) throws {
        try expectValid(FragmentsOnCompositeTypes.self, query)
    }

    @Test(arguments: [
        "{ ...F } fragment F on ^Int { a }",
        "{ ...F } fragment F on ^Anything { a }",
        "{ ...F } fragment F on ^Genre { a }",
        "{ ...F } fragment F on ^BookFilter { a }",
        "{ items { ... on ^Boolean { a } ... on ^Pick { b } } }",
    ])
    func `scalars, enums and input objects have none`(_ query: String) throws {
        try expectErrors(FragmentsOnCompositeTypes.self, query)
    }
}
