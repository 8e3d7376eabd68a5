import GraphQL
import JSON

/// What became of a hostile document.
struct HostileOutcome: Sendable {
    /// The limit, the rule or the code of the first error; empty if it ran.
    var refusal: String
    var errors: [GraphQLError]
    /// Until it was refused or ready to run, in which nothing waits for anybody.
    var duration: Duration
    var responseBytes: Int

    init(_ document: HostileDocument) async throws {
        let world = try DeterministicWorld(JSONValue(parsing: FuzzCorpus.world))
        let engine = try Engine(
            schema: Schema(sdl: FuzzCorpus.schema), resolvers: DeterministicResolvers.groups(for: world),
            limits: document.limits)
        let start = ContinuousClock.now
        let prepared = Result { try engine.prepare(GraphQLRequest(query: document.text)) }
        duration = start.duration(to: .now)
        let response =
            switch prepared {
            case .success(let operation): await operation.execute(context: DeterministicContext())
            case .failure(let failure as RequestFailure): failure.response
            case .failure(let error): throw error
            }
        errors = response.errors
        responseBytes = response.bytes.count
        guard response.isRequestError, let first = response.errors.first else {
            refusal = ""
            return
        }
        refusal = first.extensions["limit"]?.string ?? first.extensions["rule"]?.string ?? first.code.rawValue
    }
}
