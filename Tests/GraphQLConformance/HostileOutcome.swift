import GraphQL
import JSON

/// What became of a hostile document.
struct HostileOutcome: Sendable {
    /// The limit, the rule or the code of the first error; empty if it ran.
    var refusal: String
    var errors: [GraphQLError]
    var duration: Duration
    var responseBytes: Int

    init(_ document: HostileDocument) async throws {
        let world = try DeterministicWorld(JSONValue(parsing: FuzzCorpus.world))
        let engine = try Engine(
            schema: Schema(sdl: FuzzCorpus.schema), resolvers: DeterministicResolvers.groups(for: world),
            limits: document.limits)
        let start = ContinuousClock.now
        let response = await engine.execute(GraphQLRequest(query: document.text), context: DeterministicContext())
        duration = start.duration(to: .now)
        errors = response.errors
        responseBytes = response.bytes.count
        guard response.isRequestError, let first = response.errors.first else {
            refusal = ""
            return
        }
        refusal = first.extensions["limit"]?.string ?? first.extensions["rule"]?.string ?? first.code.rawValue
    }
}
