import Testing

@testable import GraphQL

@Suite("Schema")
struct SchemaTests {
    @Test func `the example schema is right`() throws {
        let schema = try Schema(sdl: Charging.sdl)
        #expect(schema.type(named: "Node")?.possibleTypes.map { schema[$0].name } == ["Station", "Session"])
        #expect(schema.type(named: "Thing")?.possibleTypes.count == 2)
        #expect(schema.subscriptionType.map { schema[$0].name } == "Subscription")
    }

    @Test func `extensions become part of what they extend`() throws {
        let schema = try Schema(
            sdl: """
                type Query { a: Int } extend type Query implements N { b(x: E = TWO): E } interface N { b(x: E): E }
                enum E { ONE } extend enum E { TWO } union U = Query extend union U = Other type Other { c: Int }
                extend schema { mutation: Other }
                """)
        #expect(schema.type(named: "Query")?.fields.filter { !$0.isHidden }.map(\.name) == ["a", "b"])
        #expect(schema.type(named: "E")?.values.map(\.name) == ["ONE", "TWO"])
        #expect(schema.mutationType.map { schema[$0].name } == "Other")
    }

    @Test(arguments: [
        ("type A { a: Int }", "the schema has no query type"),
        ("type Query { a: Missing }", "unknown type \"Missing\""),
        ("type Query { a: Int } type Query { b: Int }", "there can be only one type \"Query\""),
        ("type Query { a: Int a: Int }", "there can be only one field \"a\" in \"Query\""),
        ("type Query { a(x: Int, x: Int): Int }", "there can be only one argument \"x\" in \"Query.a\""),
        ("type Query", "type \"Query\" must have fields"),
        ("type Query { __a: Int }", "\"__a\" of \"Query\" begins with two underscores, which introspection reserves"),
        ("type Query { a: I } input I { x: Int }", "field \"Query.a\" must have an output type"),
        ("type Query { a(x: Query): Int }", "\"x\" of \"Query.a\" must have an input type"),
        ("type Query { a(x: Int! @deprecated): Int }", "\"x\" of \"Query.a\" is required and cannot be deprecated"),
        ("type Query { a(x: Int = \"s\"): Int }", "default of \"x\" of \"Query.a\": expected a value of type Int"),
        ("type Query implements N { a: Int } interface N { b: Int }", "\"Query\" lacks field \"b\" of interface \"N\""),
        (
            "type Query implements N { b: String } interface N { b: Int }",
            "\"Query.b\" must be of type Int as in interface \"N\""
        ),
        (
            "type Query implements N { b: Int } interface N { b(x: Int): Int }",
            "\"Query.b\" lacks argument \"x\" of interface \"N\""
        ),
        (
            "type Query implements N { b(y: Int!): Int } interface N { b: Int }",
            "argument \"y\" of \"Query.b\" cannot be required: interface \"N\" lacks it"
        ),
        (
            "type Query implements M { a: Int } interface M implements N { a: Int } interface N { a: Int }",
            "\"Query\" must implement \"N\" because \"M\" does"
        ),
        ("type Query implements Query { a: Int }", "\"Query\" cannot implement \"Query\", which is no interface"),
        ("type Query { a: Int } union U", "union \"U\" must have members"),
        ("type Query { a: Int } union U = Int", "\"Int\" is no object type and cannot be in union \"U\""),
        ("type Query { a: Int } enum E", "enum \"E\" must have values"),
        ("type Query { a: Int } enum E { A A }", "there can be only one value \"A\" in \"E\""),
        ("type Query { a: Int } input I { i: I! }", "input \"I\" must contain itself without end"),
        ("type Query { a: Int } input I { j: J! } input J { i: I! }", "input \"J\" must contain itself without end"),
        ("type Query { a: Int } input I { i: I = {} }", "the defaults of input \"I\" contain themselves without end"),
        ("type Query { a: Int } input I @oneOf { a: Int! }", "field \"I.a\" of a @oneOf input must be nullable"),
        (
            "type Query { a: Int } input I @oneOf { a: Int = 1 }",
            "field \"I.a\" of a @oneOf input cannot have a default"
        ),
        ("schema { query: I } input I { a: Int }", "root type \"I\" must be an object type"),
        ("schema { query: A mutation: A } type A { a: Int }", "the root operation types must be different types"),
        ("type Query { a: Int @nope }", "unknown directive \"@nope\""),
        ("type Query { a: Int @skip(if: true) }", "directive \"@skip\" cannot be used on FIELD_DEFINITION"),
        ("type Query { a: Int @deprecated @deprecated }", "directive \"@deprecated\" can be used only once here"),
        ("type Query { a: Int @deprecated(why: 1) }", "unknown argument \"why\" of \"@deprecated\""),
        (
            "type Query { a: Int } scalar S @specifiedBy",
            "directive \"@specifiedBy\": argument \"url\" of type String! is required"
        ),
        ("type Query { a: Int } extend type Nope { b: Int }", "cannot extend \"Nope\": there is no such type"),
        ("type Query { a: Int } extend enum Query { B }", "cannot extend \"Query\" as enum: it is type"),
        ("type Query { a: Int } { a }", "a schema cannot contain operations"),
        ("directive @d(x: Int @d) on ARGUMENT_DEFINITION type Query { a: Int }", "directive \"@d\" refers to itself"),
        ("type Query {", "Syntax error: expected a name, found end of document"),
    ])
    func `a wrong schema is refused in words`(_ sdl: String, _ message: String) throws {
        let error = try #require(throws: SchemaError.self) { try Schema(sdl: sdl) }
        #expect(error.problems.map(\.message).contains(message), "\(error)")
    }

    @Test func `all problems are told at once, with their places`() throws {
        let error = try #require(throws: SchemaError.self) {
            try Schema(sdl: "type Query {\n  a: X\n  b: Y\n}\nenum E")
        }
        #expect(
            error.problems.map(\.description) == [
                "2:6: unknown type \"X\"", "3:6: unknown type \"Y\"", "5:1: enum \"E\" must have values",
            ])
    }
}
