import Testing

@testable import GraphQL

/// Section 3.3.
@Suite("Schema definition")
struct SchemaDefinitionTests {
    @Test(arguments: [
        "type Query { a: Int } type Mutation { b: Int }",
        "schema { query: A mutation: B subscription: C } type A { a: Int } type B { b: Int } type C { c: Int }",
        "schema { query: A } type A { a: Int } type Query { a: Int } input Mutation { a: Int }",
        "\"why\" schema { query: Query } type Query { a: Int }",
    ])
    func `roots are named by the schema definition or by their names`(_ sdl: String) throws {
        try expectSchema(sdl, hasQuery: true)
    }

    @Test(arguments: [
        ("^type A { a: Int }", ["the schema has no query type"]),
        ("^schema { mutation: A } type A { a: Int }", ["the schema has no query type"]),
        ("schema { query: ^Missing }", ["unknown type \"Missing\""]),
    ])
    func `the query type must be there`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages, hasQuery: true)
    }

    @Test(arguments: [
        ("schema { query: ^I } input I { a: Int }", ["root type \"I\" must be an object type"]),
        ("type Query { a: Int } interface ^Mutation { a: Int }", ["root type \"Mutation\" must be an object type"]),
        (
            "schema { query: Query subscription: ^E } type Query { a: Int } enum E { A }",
            ["root type \"E\" must be an object type"]
        ),
    ])
    func `roots are object types`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages, hasQuery: true)
    }

    @Test(arguments: [
        ("schema { query: A mutation: ^A } type A { a: Int }", ["the root operation types must be different types"]),
        (
            "schema { query: A mutation: B subscription: ^B } type A { a: Int } type B { a: Int }",
            ["the root operation types must be different types"]
        ),
    ])
    func `roots are different types`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages, hasQuery: true)
    }

    @Test(arguments: [
        ("schema { query: A query: ^B } type A { a: Int } type B { a: Int }", ["there can be only one query type"]),
        (
            "schema { query: A } ^schema { mutation: B } type A { a: Int } type B { a: Int }",
            ["there can be only one schema definition"]
        ),
    ])
    func `each root is named once, in one schema definition`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages, hasQuery: true)
    }

    @Test(arguments: [
        "type Query { a: Int } extend schema { mutation: M } type M { a: Int }",
        "schema { query: Query } extend schema @d type Query { a: Int } directive @d on SCHEMA",
        "type Query { a: Int } extend schema @d directive @d on SCHEMA",
    ])
    func `an extension adds roots and directives`(_ sdl: String) throws {
        try expectSchema(sdl, hasQuery: true)
    }

    @Test(arguments: [
        (
            "^^extend schema @d directive @d on SCHEMA type A { a: Int }",
            ["cannot extend the schema: there is none", "the schema has no query type"]
        ),
        ("^extend schema { query: A } type A { a: Int }", ["cannot extend the schema: there is none"]),
        ("type Query { a: Int } extend schema { query: ^B } type B { a: Int }", ["there can be only one query type"]),
        (
            "schema { query: Query } extend schema { mutation: M } extend schema { mutation: ^M } type M { a: Int } type Query { a: Int }",
            ["there can be only one mutation type"]
        ),
        (
            "schema @d { query: Query } extend schema ^@d type Query { a: Int } directive @d on SCHEMA",
            ["directive \"@d\" can be used only once here"]
        ),
    ])
    func `an extension needs something to extend, and adds nothing twice`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages, hasQuery: true)
    }

    @Test(arguments: [
        ("type A { a: Int } type ^A { b: Int }", ["there can be only one type \"A\""]),
        ("type A { a: Int } enum ^A { B }", ["there can be only one type \"A\""]),
        ("directive @d on FIELD directive @^d on QUERY", ["there can be only one directive \"@d\""]),
    ])
    func `types and directives have names of their own`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test func `a type and a directive may share a name`() throws {
        try expectSchema("scalar d directive @d on SCALAR")
    }

    @Test(arguments: [
        ("type ^__A { a: Int }", ["\"__A\" begins with two underscores, which introspection reserves"]),
        ("scalar ^__Type", ["\"__Type\" begins with two underscores, which introspection reserves"]),
        ("directive @^__d on FIELD", ["\"@__d\" begins with two underscores, which introspection reserves"]),
        ("type A { ^__a: Int }", ["\"__a\" of \"A\" begins with two underscores, which introspection reserves"]),
        (
            "interface A { a(^__b: Int): Int }",
            ["\"__b\" of \"A.a\" begins with two underscores, which introspection reserves"]
        ),
        ("input A { ^__a: Int }", ["\"__a\" of \"A\" begins with two underscores, which introspection reserves"]),
        ("enum A { ^__B }", ["\"__B\" of \"A\" begins with two underscores, which introspection reserves"]),
        (
            "directive @d(^__a: Int) on FIELD",
            ["\"__a\" of \"@d\" begins with two underscores, which introspection reserves"]
        ),
        (
            "extend enum A { ^__C } enum A { B }",
            ["\"__C\" of \"A\" begins with two underscores, which introspection reserves"]
        ),
    ])
    func `two underscores begin no name`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("^{ a }", ["a schema cannot contain operations"]),
        ("^fragment F on A { a }", ["a schema cannot contain fragments"]),
    ])
    func `a schema has no operations and fragments`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }

    @Test(arguments: [
        ("type A implements ^X { a: Int }", ["unknown type \"X\""]),
        ("type A { a(b: ^X): ^Y }", ["unknown type \"X\"", "unknown type \"Y\""]),
        ("union A = ^X", ["unknown type \"X\""]),
        ("input A { a: [^X!]! }", ["unknown type \"X\""]),
        ("directive @d(a: ^X) on FIELD", ["unknown type \"X\""]),
    ])
    func `unknown types are told wherever they stand`(_ sdl: String, _ messages: [String]) throws {
        try expectProblems(sdl, messages)
    }
}
