import Testing

@testable import GraphQL

@Suite("Parser")
struct ParserTests {
    @Test(arguments: [KitchenSink.query, KitchenSink.schema])
    func `what is printed parses into the same document`(_ text: String) throws {
        let printed = Printer.print(try Parser.parse(trusted: text))
        #expect(Printer.print(try Parser.parse(trusted: printed)) == printed)
    }

    @Test func `keeps every part of an operation`() throws {
        let document = try Parser.parse(KitchenSink.query, limits: Limits())
        let operation = document.operations[0]
        #expect(operation.description == "What it is for")
        #expect(operation.variables.map(\.type.description) == ["ID!", "Int", "[Site!]!"])
        #expect(document.operations.map(\.kind) == [.query, .mutation, .subscription, .query])
        #expect(document.fragments[0].name.text == "frag")
    }

    @Test(arguments: [
        ("", "unexpected end of document"), ("{", "expected a name, found end of document"),
        ("{}", "expected a name, found \"}\""), ("{ a { } }", "expected a name, found \"}\""),
        ("query ($x: Int = $y) { a }", "a variable is not allowed in a constant value"),
        ("fragment on on T { a }", "unexpected name \"on\""), ("{ ...on }", "expected a name, found \"}\""),
        ("{ a() }", "expected a name, found \")\""), ("notanoperation X { a }", "unexpected name \"notanoperation\""),
        ("{ a: b: c }", "expected a name, found \":\""), ("{ a(x: ) }", "unexpected \")\""),
        ("query Q() { a }", "expected \"$\", found \")\""), ("\"d\" { a }", "unexpected \"{\""),
        ("\"d\" extend type A { a: B }", "unexpected name \"extend\""), ("extend type A", "unexpected end of document"),
        ("enum E { true }", "\"true\" cannot be an enum value"), ("type A { }", "expected a name, found \"}\""),
        ("directive @d on FIELDS", "\"FIELDS\" is no directive location"),
        ("union U = |", "expected a name, found end of document"),
    ])
    func `refuses what the grammar does not have`(_ document: String, _ message: String) throws {
        let error = try #require(throws: GraphQLError.self) { try Parser.parse(document, limits: Limits()) }
        #expect(error.message == "Syntax error: \(message)")
    }

    @Test func `counts lines and characters from one`() throws {
        let error = try #require(throws: GraphQLError.self) {
            try Parser.parse("{\r\n  é(a: \"ü\") ?\n}", limits: Limits())
        }
        #expect(error.locations == [SourceLocation(line: 2, column: 3)])
    }
}
