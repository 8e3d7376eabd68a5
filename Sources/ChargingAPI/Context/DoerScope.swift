import Charging
import GraphQL

/// Says for whom a mutation changes something; see ``Doer``.
struct DoerScope: ResolverScope {
    func run<Result: Sendable>(
        in context: APIContext, _ work: () async throws -> Result
    ) async throws -> Result {
        let doer = Doer(userID: context.viewer.userID, address: context.requester.origin.address)
        return try await Doer.$current.withValue(doer) { try await work() }
    }
}
