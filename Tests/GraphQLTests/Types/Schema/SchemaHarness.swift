import Testing

@testable import GraphQL

/// The schema is refused for exactly these problems, each in the place that has a `^` in front, in the order of the text.
///
/// What has no query type gets one at the end, where it moves nothing.
func expectProblems(
    _ marked: String, _ messages: [String], hasQuery: Bool = false,
    at sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    let (sdl, places) = RuleHarness.unmarked(marked)
    let error = try #require(throws: SchemaError.self, sourceLocation: sourceLocation) {
        try Schema(sdl: sdl + (hasQuery ? "" : " type Query { query: Int }"))
    }
    #expect(error.problems.map(\.message) == messages, "in \(marked)", sourceLocation: sourceLocation)
    #expect(
        error.problems.map(\.location) == places.map { $0 }, "\(error) in \(marked)", sourceLocation: sourceLocation)
}

/// The schema is right.
@discardableResult
func expectSchema(
    _ sdl: String, hasQuery: Bool = false, at sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> Schema {
    do {
        return try Schema(sdl: sdl + (hasQuery ? "" : " type Query { query: Int }"))
    } catch {
        Issue.record("\(error) in \(sdl)", sourceLocation: sourceLocation)
        throw error
    }
}
