import Testing

@testable import GraphQL

/// The grammar of chapter 3.
@Suite("Type system parser")
struct TypeSystemParserTests {
    private func definitions(_ text: String) throws -> [TypeDefinition] {
        try Parser.parse(trusted: text).definitions.compactMap { if case .type(let type) = $0 { type } else { nil } }
    }

    @Test(arguments: [
        "schema { query: Q }", "\"d\" schema @d { query: Q mutation: M subscription: S }", "extend schema @d",
        "extend schema { mutation: M }", "extend schema @d { mutation: M }", "scalar S", "\"d\" scalar S @d @d",
        "extend scalar S @d", "type T", "type T implements A", "type T implements & A & B @d { a: A }",
        "type type implements implements { input: input }", "extend type T implements A", "extend type T @d",
        "extend type T { a: A }", "interface I implements A & B { \"d\" a(\"d\" b: B = 1 @d): [C!]! @d }",
        "extend interface I implements A", "extend interface I @d", "union U", "union U = A", "union U @d = | A | B",
        "extend union U = | B", "extend union U @d", "enum E", "enum E { \"d\" A @d on query }", "extend enum E @d",
        "extend enum E { B }", "input I", "input I @oneOf { \"d\" a: A = {b: [1]} @d }", "extend input I @d",
        "extend input I { b: B }", "directive @d on FIELD",
        "\"d\" directive @d(\"d\" a: A = 1 @d) repeatable on | FIELD | ENUM",
        "directive @repeatable repeatable on QUERY",
    ])
    func `takes what the grammar has`(_ text: String) throws {
        _ = try Parser.parse(trusted: text)
    }

    @Test(arguments: [
        ("\"d\" extend type A { a: B }", "1:5", "unexpected name \"extend\""),
        ("extend type A", "1:14", "unexpected end of document"),
        ("extend scalar A", "1:16", "unexpected end of document"),
        ("extend interface A", "1:19", "unexpected end of document"),
        ("extend union A", "1:15", "unexpected end of document"),
        ("extend enum A type B", "1:15", "unexpected name \"type\""),
        ("extend input A", "1:15", "unexpected end of document"),
        ("extend schema", "1:14", "expected \"{\", found end of document"),
        ("extend directive @d on FIELD", "1:8", "unexpected name \"directive\""),
        ("extend { a }", "1:8", "unexpected \"{\""),
        ("extend query { a }", "1:8", "unexpected name \"query\""),
        ("schema", "1:7", "expected \"{\", found end of document"),
        ("schema { }", "1:10", "unexpected \"}\""), ("schema { read: Q }", "1:10", "unexpected name \"read\""),
        ("enum E { true }", "1:10", "\"true\" cannot be an enum value"),
        ("enum E { null }", "1:10", "\"null\" cannot be an enum value"),
        ("enum E { false }", "1:10", "\"false\" cannot be an enum value"),
        ("enum E { }", "1:10", "expected a name, found \"}\""),
        ("type A { }", "1:10", "expected a name, found \"}\""), ("type A { a }", "1:12", "expected \":\", found \"}\""),
        ("type A { a(): B }", "1:12", "expected a name, found \")\""),
        ("type A implements { a: B }", "1:19", "expected a name, found \"{\""),
        ("type A implements B C { a: B }", "1:21", "unexpected name \"C\""),
        ("type A implements B, C { a: B }", "1:22", "unexpected name \"C\""),
        ("type A implements B & { a: B }", "1:23", "expected a name, found \"{\""),
        ("type A { a: B = 1 }", "1:15", "expected a name, found \"=\""),
        ("input A { a(b: C): D }", "1:12", "expected \":\", found \"(\""),
        ("input A { a: B = $c }", "1:18", "a variable is not allowed in a constant value"),
        ("type A @d(a: $b) { a: B }", "1:14", "a variable is not allowed in a constant value"),
        ("directive @d on FIELDS", "1:17", "\"FIELDS\" is no directive location"),
        ("directive @d on", "1:16", "expected a name, found end of document"),
        ("directive @d FIELD", "1:14", "expected \"on\", found \"FIELD\""),
        ("directive d on FIELD", "1:11", "expected \"@\", found \"d\""),
        ("union U = |", "1:12", "expected a name, found end of document"),
        ("union U = A B", "1:13", "unexpected name \"B\""), ("union U = [A]", "1:11", "expected a name, found \"[\""),
    ])
    func `refuses what the grammar does not have, where it stands`(
        _ document: String, _ place: String, _ message: String
    ) throws {
        let error = try #require(throws: GraphQLError.self) { try Parser.parse(trusted: document) }
        #expect(error.message == "Syntax error: \(message)")
        #expect(error.locations.map(\.description) == [place])
    }

    @Test func `keeps every part of a type`() throws {
        let type = try definitions("\"d\" type T implements A & B @x { \"e\" a(\"f\" b: C = 1 @y): D! @deprecated }")[0]
        #expect(type.description == "d")
        #expect(type.interfaces.map(\.text) == ["A", "B"])
        #expect(type.directives.map(\.name.text) == ["x"])
        #expect(type.fields[0].description == "e")
        #expect(type.fields[0].type.description == "D!")
        #expect(type.fields[0].directives.map(\.name.text) == ["deprecated"])
        let argument = type.fields[0].arguments[0]
        #expect(argument.description == "f")
        #expect(argument.defaultValue?.kind == .integer("1"))
        #expect(argument.directives.map(\.name.text) == ["y"])
    }

    @Test func `a definition is where its keyword is, not its description`() throws {
        let document = try Parser.parse(trusted: "\"d\"\n  type T")
        guard case .type(let type) = document.definitions[0] else { return #expect(Bool(false)) }
        #expect(document.location(type.offset).description == "2:3")
    }
}
