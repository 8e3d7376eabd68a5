import JSON
import Testing

@testable import GraphQL

/// Coerces values to types of a schema that has something of everything.
struct CoercionHarness {
    static let sdl = """
        type Query { a(any: Any, decimal: Decimal, at: DateTime, big: Big): Float, id: ID }
        scalar Any
        scalar Decimal
        scalar DateTime
        scalar Big
        enum Kind { SLOW FAST }
        input In { a: Int = 1, b: String!, list: [Kind!], nested: In, any: Any, must: Int! = 7 }
        input Pick @oneOf { id: ID, name: String, in: In }
        """

    /// Keeps what it was given, so that tests can see it.
    private static let big = ScalarCoercion(
        parse: { value in
            guard let text = value.string else { throw FieldError("expected digits", code: .badUserInput) }
            return .string("parsed " + text)
        },
        parseLiteral: { literal in
            switch literal {
            case .integer(let digits): .string("literal " + digits)
            case .list(let items): .array(items.map(\.plainValue))
            case .object(let members): .array(members.map { [.string($0.name), $0.value.plainValue] })
            default: throw CancellationError()
            }
        })

    let coercion: InputCoercion

    init() throws {
        coercion = InputCoercion(
            schema: try Schema(sdl: Self.sdl),
            scalars: ["Any": .json, "Decimal": .decimal, "DateTime": .dateTime, "Big": Self.big])
    }

    func type(_ text: String) throws -> TypeReference {
        let document = try Parser.parse("query ($x: \(text)) { a }", limits: Limits())
        return try #require(coercion.schema.resolve(document.operations[0].variables[0].type))
    }

    /// The result as JSON, or `nil` where there is none.
    func literal(_ literal: String, as type: String, variables: String = "{}") throws -> String? {
        let given = try #require(try JSONValue(parsing: variables).object)
        return try coercion.literal(Parser.parseValue(literal), as: self.type(type), variables: given)?.description
    }

    func value(_ json: String, as type: String) throws -> String {
        try coercion.value(JSONValue(parsing: json), as: self.type(type)).description
    }

    /// What is wrong: where in the value, and why.
    func problem(_ work: (CoercionHarness) throws -> Any?) throws -> String {
        let problem = try #require(throws: InputProblem.self) { _ = try work(self) }
        return problem.pathWords + ": " + problem.message
    }

    /// The arguments of a field that has these definitions.
    func arguments(_ given: String, of definitions: String, variables: String = "{}") throws -> String {
        let schema = try Schema(sdl: Self.sdl + " extend type Query { f(\(definitions)): Int }")
        let field = try #require(schema.field("f", of: schema.queryType))
        let document = try Parser.parse("{ f\(given.isEmpty ? "" : "(\(given))") }", limits: Limits())
        guard case .field(let node)? = document.selections.first?.kind else { return "" }
        let values = try #require(try JSONValue(parsing: variables).object)
        let result = try InputCoercion(schema: schema).arguments(
            node.arguments, for: field.arguments, variables: values)
        return JSONValue.object(result).description
    }

    /// The variables of an operation.
    func variables(_ definitions: String, _ json: String) throws -> String {
        let document = try Parser.parse("query (\(definitions)) { a }", limits: Limits())
        let given = try #require(try JSONValue(parsing: json).object)
        let result = try VariableCoercion.variables(
            given, for: document.operations[0], coercion: coercion, document: document)
        return JSONValue.object(result).description
    }
}
