import GraphQL
import Testing

/// Section 2.14.
@Suite("Schema coordinates")
struct SchemaCoordinateTests {
    private static let sdl = """
        type Query { search(by: Criteria): [Place] }
        input Criteria { filter: Filter }
        enum Filter { OPEN }
        type Place { name: String @private(scope: "x") }
        directive @private(scope: String!) on FIELD_DEFINITION
        """

    @Test(arguments: [
        ("Place", SchemaCoordinate.type("Place")), ("Place.name", .member("name", of: "Place")),
        ("Criteria.filter", .member("filter", of: "Criteria")), ("Filter.OPEN", .member("OPEN", of: "Filter")),
        ("Query.search(by:)", .argument("by", ofField: "search", of: "Query")), ("@private", .directive("private")),
        ("@private(scope:)", .directiveArgument("scope", of: "private")),
    ])
    func `every kind of element is named and found`(_ text: String, _ coordinate: SchemaCoordinate) throws {
        #expect(try SchemaCoordinate(parsing: text) == coordinate)
        #expect(coordinate.description == text)
        #expect(try Schema(sdl: Self.sdl).contains(coordinate))
    }

    @Test(arguments: [
        "Nope", "Place.nope", "Nope.name", "Filter.CLOSED", "Query.search(nope:)", "Query.nope(by:)", "@nope",
        "@private(nope:)", "Place.name(x:)",
    ])
    func `what the schema lacks is not found`(_ text: String) throws {
        #expect(try !Schema(sdl: Self.sdl).contains(SchemaCoordinate(parsing: text)))
    }

    @Test(arguments: [
        ("", 1), ("1a", 1), ("a b", 2), ("a.", 3), ("a.b.c", 4), ("a.b(", 5), ("a.b(c)", 6), ("a.b(c:", 7),
        ("a(b:)", 2),
        ("@", 2), ("@a.b", 3), ("@a(b:)x", 7), (" a", 1), ("a.é", 3),
    ])
    func `what is no coordinate is refused at its place`(_ text: String, _ column: Int) throws {
        let error = try #require(throws: GraphQLError.self) { try SchemaCoordinate(parsing: text) }
        #expect(error.locations == [SourceLocation(line: 1, column: column)])
    }
}
