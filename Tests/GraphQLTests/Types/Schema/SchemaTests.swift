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
        #expect(schema.type(named: "U")?.possibleTypes.map { schema[$0].name } == ["Query", "Other"])
        #expect(schema.mutationType.map { schema[$0].name } == "Other")
    }

    @Test func `all problems are told at once, in the order of the text`() throws {
        try expectProblems(
            "type Query {\n  a: ^X\n  b: ^Y\n  ^a: Int\n}\nenum ^E\nunion U = ^E",
            [
                "unknown type \"X\"", "unknown type \"Y\"", "there can be only one field \"a\" in \"Query\"",
                "enum \"E\" must have values", "\"E\" is no object type and cannot be in union \"U\"",
            ], hasQuery: true)
    }

    @Test func `text that does not parse is refused with its place`() throws {
        try expectProblems("type Query {^", ["Syntax error: expected a name, found end of document"], hasQuery: true)
    }

    @Test func `scalars that nothing refers to are left out`() throws {
        let schema = try Schema(sdl: "type Query { a(b: ID): String }")
        #expect(schema.types.filter { $0.kind == .scalar }.map(\.name) == ["String", "Boolean", "ID"])
    }

    @Test func `deprecations and specifications are read`() throws {
        let schema = try Schema(
            sdl: """
                type Query { a: S @deprecated b(x: Int @deprecated(reason: "why")): E } enum E { X @deprecated Y }
                scalar S @specifiedBy(url: "https://example.com") input I @oneOf { a: Int }
                """)
        let query = try #require(schema.type(named: "Query"))
        #expect(query.fields.first?.deprecation == "No longer supported")
        #expect(query.fields.first { $0.name == "b" }?.arguments.first?.deprecation == "why")
        #expect(schema.type(named: "E")?.values.map(\.deprecation) == ["No longer supported", nil])
        #expect(schema.type(named: "S")?.specifiedBy == "https://example.com")
        #expect(schema.type(named: "I")?.isOneOf == true)
    }
}
