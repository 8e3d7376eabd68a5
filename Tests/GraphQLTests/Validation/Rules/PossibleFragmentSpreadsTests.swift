import Testing

@testable import GraphQL

/// Section 5.5.2.3 with its parts 1 to 4.
@Suite("PossibleFragmentSpreads")
struct PossibleFragmentSpreadsTests {
    private static let sdl = """
        type Query { n: Node lonely: Lonely }
        interface Node { a: Int }
        interface Other { b: Int }
        interface Lonely { a: Int }
        type Thing implements Node { a: Int }
        type Thong implements Other { b: Int }
        """

    @Test func `an object in an object: only itself`() throws {
        try expectValid(PossibleFragmentSpreads.self, "{ books { ... on Book { id } ...F } } fragment F on Book { id }")
    }

    @Test(arguments: [
        "{ books { ^... on Film { minutes } } }",
        "{ books { ^...F } } fragment F on Film { minutes }",
        "{ ^...F } fragment F on Mutation { add(book: {title: \"x\"}) { id } }",
    ])
    func `an object in another object is refused`(_ query: String) throws {
        try expectErrors(PossibleFragmentSpreads.self, query)
    }

    @Test func `an interface or union in an object: one that it belongs to`() throws {
        try expectValid(
            PossibleFragmentSpreads.self,
            "{ books { ... on Item { id } ... on Readable { id } ... on Work { __typename } ...F } } fragment F on Work { ... on Film { id } }"
        )
    }

    @Test(arguments: [
        "{ books { ^... on Named { name } } }",
        "{ books { ^... on Person { __typename } } }",
        "{ books { author { ^...F } } } fragment F on Item { id }",
    ])
    func `one that it does not belong to is refused`(_ query: String) throws {
        try expectErrors(PossibleFragmentSpreads.self, query)
    }

    @Test func `an object in an interface or union: one of its types`() throws {
        try expectValid(
            PossibleFragmentSpreads.self,
            "{ items { ... on Book { id } ... on Film { id } } work { ... on Book { id } ...F } } fragment F on Film { id }"
        )
    }

    @Test(arguments: [
        "{ items { ^... on Author { name } } }",
        "{ readable { ^... on Film { id } } }",
        "{ work { ^...F } } fragment F on Author { name }",
    ])
    func `one that is none of its types is refused`(_ query: String) throws {
        try expectErrors(PossibleFragmentSpreads.self, query)
    }

    @Test(arguments: [
        "{ items { ... on Readable { id } ... on Work { __typename } } work { ... on Item { id } ... on Readable { id } } readable { ... on Item { id } } }",
        "{ work { ...F } } fragment F on Readable { id }",
    ])
    func `interfaces and unions in each other: some object is both`(_ query: String) throws {
        try expectValid(PossibleFragmentSpreads.self, query)
    }

    @Test(arguments: [
        "{ items { ^... on Named { name } } }",
        "{ work { ^... on Person { __typename } } }",
        "{ readable { ^...F } } fragment F on Named { name }",
    ])
    func `where no object can be both it is refused`(_ query: String) throws {
        try expectErrors(PossibleFragmentSpreads.self, query)
    }

    @Test(arguments: [
        "{ books { ... on Int { a } ... on Missing { a } ... { id } ...Missing } }",
        "{ nope { ... on Book { id } } }",
    ])
    func `what has no fields or is unknown is left to other rules`(_ query: String) throws {
        try expectValid(PossibleFragmentSpreads.self, query)
    }

    @Test(arguments: [
        "{ n { ^... on Other { b } } }",
        "{ ^... on Lonely { a } }",
        "{ lonely { ^... on Other { b } } }",
    ])
    func `an interface that nothing implements is refused everywhere else`(_ query: String) throws {
        try expectErrors(PossibleFragmentSpreads.self, query, sdl: Self.sdl)
    }

    @Test func `but it may be spread in itself`() throws {
        try expectValid(
            PossibleFragmentSpreads.self, "{ lonely { ... on Lonely { a } ...F } } fragment F on Lonely { a }",
            sdl: Self.sdl)
    }
}
