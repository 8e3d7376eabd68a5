import Testing

@testable import GraphQL

@Suite("Schema as text")
struct SchemaPrintingTests {
    private static let everything = #"""
        """
        What it is.
          With "quotes".
        """
        schema @tag(name: "x") { query: Root mutation: Change }
        directive @tag("why" name: String! = "none", level: Level) repeatable on SCHEMA | OBJECT | FIELD_DEFINITION | SCALAR
        "One" type Root implements Node & Named @tag @tag(name: "y") {
            id: ID! name: String last: Int @deprecated(reason: "old")
            find("first" by: Find = {text: "a", deep: [{level: HIGH}]}, limit: Int = 10 @deprecated): [Thing!]!
        }
        type Change { rename(to: String!): Root }
        interface Node { id: ID! }
        interface Named implements Node { id: ID! name: String }
        union Thing = Root | Change
        enum Level { "top" HIGH LOW @deprecated }
        input Find { text: String! = "any" deep: [Find!] level: Level = LOW }
        input Pick @oneOf { id: ID name: String }
        scalar Day @specifiedBy(url: "https://example.com")
        extend scalar Day @tag
        directive @plain on SCALAR
        extend scalar String @plain
        extend type Change { undo: Boolean }
        """#

    /// The parts of a schema, without what stands where.
    private func parts(_ schema: Schema) -> String {
        Structure.of([schema.types as Any, schema.directives, schema.description as Any, schema.source])
    }

    @Test(arguments: [everything, Charging.sdl, RuleHarness.sdl, "type Query { a: Int }"])
    func `a schema comes back from its text`(_ sdl: String) throws {
        let schema = try Schema(sdl: sdl)
        let again = try Schema(sdl: schema.sdl)
        #expect(again == schema)
        #expect(again.sdl == schema.sdl)
        #expect(parts(again) == parts(schema))
    }

    @Test func `built-in definitions are not written`() throws {
        #expect(
            try Schema(sdl: "scalar Int type Query { a(b: ID): Float }").sdl == "type Query {\n  a(b: ID): Float\n}\n")
    }

    @Test func `extensions are folded in, save those of built-in scalars`() throws {
        let schema = try Schema(
            sdl: "type Query { a: Int } extend type Query { b: ID } extend scalar ID @d directive @d on SCALAR")
        #expect(
            schema.sdl == """
                directive @d on SCALAR

                extend scalar ID @d

                type Query {
                  a: Int
                  b: ID
                }

                """)
    }

    @Test(arguments: [
        ("schema { query: Query } type Query { a: Int }", false), ("schema { query: A } type A { a: Int }", true),
        ("\"why\" schema { query: Query } type Query { a: Int }", true),
        ("schema { query: Query } type Query { a: Mutation } type Mutation { a: Int }", true),
        ("schema @d { query: Query } type Query { a: Int } directive @d on SCHEMA", true),
        ("type Query { a: Int } extend schema @d directive @d on SCHEMA", true),
        ("type Query { a: Int } type Subscription { a: Int }", false),
    ])
    func `a schema definition is written where the names do not say it all`(_ sdl: String, _ isWritten: Bool) throws {
        #expect(try Schema(sdl: sdl).sdl.contains("schema ") == isWritten)
    }

    @Test func `schemas that differ are not equal`() throws {
        let schema = try Schema(sdl: "type Query { a: Int }")
        #expect(try schema == Schema(sdl: "# comment\ntype Query{a:Int}"))
        #expect(try schema != Schema(sdl: "type Query { a: Int! }"))
        #expect(try schema != Schema(sdl: "type Query { \"d\" a: Int }"))
    }
}
