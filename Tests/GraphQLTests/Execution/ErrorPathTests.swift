import JSON
import Testing

@testable import GraphQL

/// The `path` of an error: sections 6.4.4 and 7.1.6.
@Suite("Error paths")
struct ErrorPathTests {
    private func run(
        _ type: String, _ resolver: FieldResolver<Int>
    ) async throws -> (paths: [[PathSegment]], text: String) {
        var group = ResolverGroup<Int>("Query")
        group["x"] = resolver
        let engine = try Engine(schema: Schema(sdl: "type Query { x: \(type) }"), resolvers: [group])
        let response = await engine.execute(GraphQLRequest(query: "{ y: x }"), context: 0)
        return (response.errors.map(\.path), response.textWithoutExtensions)
    }

    @Test(arguments: [
        ("[Int]", #"[1, "x"]"#, [1], "[1,null]"),
        ("[[Int]]", #"[[1], [2, "x"], null]"#, [1, 1], "[[1],[2,null],null]"),
        ("[[[Int]]]", #"[[[1], []], [[2], ["x", 3]]]"#, [1, 1, 0], "[[[1],[]],[[2],[null,3]]]"),
        ("[[Int!]]", #"[[1], [2, "x"]]"#, [1, 1], "[[1],null]"), ("[[Int!]!]", "[[1], [2, null]]", [1, 1], "null"),
    ])
    func `an error in a list of lists says where in each`(
        _ type: String, _ value: String, _ path: [Int], _ data: String
    ) async throws {
        let value = try JSONValue(parsing: value)
        let result = try await run(type, .leaf { _, _ in .json([value]) })
        #expect(result.paths == [[.field("y")] + path.map { .index($0) }])
        #expect(result.text.hasSuffix("\"data\":{\"y\":\(data)}}"))
    }
}
