import GraphQL
import JSON
import Testing

@Suite("GraphQLDocument")
struct GraphQLDocumentTests {
    @Test func `tells what is in it`() throws {
        let document = try GraphQLDocument(
            parsing: "\"why\" query Q { a } mutation { b } fragment F on T { c } fragment G on T { d }")
        #expect(document.operations.map(\.kind) == [.query, .mutation])
        #expect(document.operations.map(\.name) == ["Q", nil])
        #expect(document.operations.map(\.description) == ["why", nil])
        #expect(document.fragments == ["F", "G"])
    }

    @Test func `is equal to one that is only written differently`() throws {
        let document = try GraphQLDocument(parsing: "{ a b }")
        #expect(try document == GraphQLDocument(parsing: "# comment\nquery {a,b}"))
        #expect(try document != GraphQLDocument(parsing: "{ b a }"))
        #expect(try document == GraphQLDocument(parsing: document.formatted))
    }

    @Test func `is refused within the limits that are given`() throws {
        var limits = Limits()
        limits.tokens = 3
        let error = try #require(throws: GraphQLError.self) { try GraphQLDocument(parsing: "{ a b }", limits: limits) }
        #expect(error.extensions["limit"] == "tokens")
    }

    @Test func `says what a schema has against it`() throws {
        let schema = try Schema(sdl: "type Query { a: Int }")
        #expect(try GraphQLDocument(parsing: "{ a }").problems(with: schema).isEmpty)
        let problems = try GraphQLDocument(parsing: "{\n  b\n}").problems(with: schema)
        #expect(problems.map(\.message) == ["unknown field \"b\" of type \"Query\"; did you mean \"a\"?"])
        #expect(problems.first?.locations == [SourceLocation(line: 2, column: 3)])
    }
}
