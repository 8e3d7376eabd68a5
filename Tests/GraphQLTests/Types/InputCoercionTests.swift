import JSON
import Testing

@testable import GraphQL

/// Sections 3.5 to 3.12, input coercion; 6.1.2 for variables.
@Suite("Input coercion")
struct InputCoercionTests {
    private static let schema = """
        type Query { a: Int }
        scalar Any
        enum Kind { SLOW FAST }
        input In { a: Int = 1, b: String!, list: [Kind!], nested: In, any: Any }
        input Pick @oneOf { id: ID, name: String }
        """

    private func coercion() throws -> InputCoercion { InputCoercion(schema: try Schema(sdl: Self.schema)) }

    private func type(_ text: String, _ schema: Schema) throws -> TypeReference {
        let document = try Parser.parse("query ($x: \(text)) { a }", limits: Limits())
        return try #require(schema.resolve(document.operations[0].variables[0].type))
    }

    @Test(arguments: [
        ("Int", "5", "5"), ("Int", "null", "null"), ("Float", "5", "5"), ("Float", "-1.5e2", "-150"),
        ("ID", "7", "\"7\""),
        ("ID", "\"x\"", "\"x\""), ("String", "\"\"\"x\"\"\"", "\"x\""), ("Boolean", "true", "true"),
        ("Kind", "FAST", "\"FAST\""),
        ("[Int]", "[1, null]", "[1,null]"), ("[Int]", "1", "[1]"), ("[[Int]]", "1", "[[1]]"),
        ("[[Int]]", "[[1], [2]]", "[[1],[2]]"),
        ("In", "{b: \"x\"}", "{\"a\":1,\"b\":\"x\"}"), ("In", "{b: \"x\", a: null}", "{\"a\":null,\"b\":\"x\"}"),
        (
            "In", "{b: \"x\", list: FAST, any: {deep: [1, RED]}}",
            "{\"a\":1,\"b\":\"x\",\"list\":[\"FAST\"],\"any\":{\"deep\":[1,\"RED\"]}}"
        ),
        ("Pick", "{id: 1}", "{\"id\":\"1\"}"), ("Any", "[1.5, {x: null}]", "[1.5,{\"x\":null}]"),
    ])
    func `a literal becomes a value of its type`(_ type: String, _ literal: String, _ expected: String) throws {
        let coercion = try coercion()
        let value = try coercion.literal(
            Parser.parseValue(literal), as: self.type(type, coercion.schema), variables: [:])
        #expect(value?.description == expected)
    }

    @Test(arguments: [
        ("Int", "5.0"), ("Int", "2147483648"), ("Int", "\"5\""), ("Int!", "null"), ("Float", "\"1\""),
        ("Float", "1e999"),
        ("String", "5"), ("Boolean", "1"), ("Boolean", "\"true\""), ("ID", "1.5"), ("Kind", "\"FAST\""),
        ("Kind", "MEDIUM"),
        ("[Int!]", "[null]"), ("In", "{}"), ("In", "{b: \"x\", c: 1}"), ("In", "{b: null}"), ("In", "[]"),
        ("Pick", "{}"),
        ("Pick", "{id: 1, name: \"x\"}"), ("Pick", "{id: null}"), ("[Int]", "[[1]]"),
    ])
    func `a literal of another type is refused`(_ type: String, _ literal: String) throws {
        let coercion = try coercion()
        #expect(throws: InputProblem.self) {
            try coercion.literal(Parser.parseValue(literal), as: self.type(type, coercion.schema), variables: [:])
        }
    }

    @Test(arguments: [
        ("Int", "5", "5"), ("Int", "5.0", "5"), ("Float", "5", "5"), ("ID", "7", "\"7\""),
        ("Kind", "\"FAST\"", "\"FAST\""),
        ("[Int]", "1", "[1]"), ("[Kind!]!", "\"SLOW\"", "[\"SLOW\"]"), ("In", "{\"b\":\"x\"}", "{\"a\":1,\"b\":\"x\"}"),
        ("Pick", "{\"name\":\"x\"}", "{\"name\":\"x\"}"), ("Int", "null", "null"),
    ])
    func `a variable becomes a value of its type`(_ type: String, _ json: String, _ expected: String) throws {
        let coercion = try coercion()
        let value = try coercion.value(JSONValue(parsing: json), as: self.type(type, coercion.schema))
        #expect(value.description == expected)
    }

    @Test(arguments: [
        ("Int", "5.5", "", "expected a value of type Int"), ("Int", "2147483648", "", "expected a value of type Int"),
        ("String", "5", "", "expected a value of type String"), ("ID", "1.5", "", "expected a value of type ID"),
        ("Kind", "\"MEDIUM\"", "", "\"MEDIUM\" is no value of enum \"Kind\""),
        ("Int!", "null", "", "expected Int!, found null"),
        ("In", "{\"b\":\"x\",\"nested\":{\"b\":5}}", ".nested.b", "expected a value of type String"),
        ("In", "{\"b\":\"x\",\"list\":[\"FAST\",null]}", ".list[1]", "expected Kind!, found null"),
        ("In", "{\"b\":\"x\",\"c\":1}", "", "field \"c\" is not defined by type \"In\""),
        ("Pick", "{\"id\":\"1\",\"name\":null}", "", "exactly one field of \"Pick\" must be given, and not null"),
    ])
    func `a wrong variable is refused with the place in it`(
        _ type: String, _ json: String, _ place: String, _ message: String
    ) throws {
        let coercion = try coercion()
        let problem = try #require(throws: InputProblem.self) {
            try coercion.value(JSONValue(parsing: json), as: self.type(type, coercion.schema))
        }
        #expect(problem.pathWords == place)
        #expect(problem.message == message)
    }
}
