import JSON
import Synchronization

@testable import GraphQL

/// A schema and a few resolvers for one test, and what came out.
struct ExecutionHarness {
    struct Outcome {
        var response: GraphQLResponse
        /// What the operator was told.
        var internalErrors: [String]

        var text: String { response.textWithoutExtensions }
        var paths: [[PathSegment]] { response.errors.map(\.path) }

        /// The text of `data`.
        var data: String {
            guard let range = text.range(of: "\"data\":") else { return "" }
            return String(text[range.upperBound...].dropLast())
        }
    }

    private let engine: Engine<Int>
    private let internalErrors: Log

    private final class Log: Sendable {
        let lines = Mutex<[String]>([])
    }

    init(
        _ sdl: String, _ resolvers: [String: FieldResolver<Int>], scalars: [String: ScalarCoercion] = [:]
    ) throws {
        var group = ResolverGroup<Int>()
        for (name, resolver) in resolvers { group[name] = resolver }
        let log = Log()
        internalErrors = log
        engine = try Engine(
            schema: Schema(sdl: sdl), resolvers: [group], scalars: scalars,
            onInternalError: { error, field in log.lines.withLock { $0.append("\(field): \(error)") } })
    }

    func run(_ query: String, variables: JSONObject = [:], operation: String? = nil) async -> Outcome {
        let request = GraphQLRequest(query: query, operationName: operation, variables: variables)
        let response = await engine.execute(request, context: 0)
        return Outcome(response: response, internalErrors: internalErrors.lines.withLock { $0 })
    }

    func prepare(_ query: String, variables: JSONObject = [:]) throws -> PreparedOperation<Int> {
        try engine.prepare(GraphQLRequest(query: query, variables: variables))
    }

    /// One field `x` of the query type, and what it becomes.
    static func field(
        _ type: String, with more: String = "", scalars: [String: ScalarCoercion] = [:], _ resolver: FieldResolver<Int>
    ) async throws -> Outcome {
        try await ExecutionHarness("type Query { x: \(type) } \(more)", ["Query.x": resolver], scalars: scalars)
            .run("{ x }")
    }
}

extension String {
    func range(of part: String) -> Range<String.Index>? {
        ranges(of: part).first
    }
}
