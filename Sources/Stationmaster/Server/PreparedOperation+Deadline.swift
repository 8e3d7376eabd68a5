import ChargingAPI
import GraphQL

extension PreparedOperation<APIContext> {
    /// Executes; a query that takes longer than its deadline is cancelled and answered as such.
    ///
    /// Mutations have none of their own: what they ask of a charger has its time-outs, and its outcome is to be told.
    func answer(in context: APIContext) async -> GraphQLResponse {
        guard kind == .query else { return await execute(context: context) }
        return await withTaskGroup(of: GraphQLResponse?.self) { group in
            group.addTask { await execute(context: context) }
            group.addTask {
                try? await Task.sleep(for: GraphQLLimits.requestDeadline)
                return nil
            }
            let first = await group.next().flatMap { $0 }
            group.cancelAll()
            let reason = "the query took longer than \(GraphQLLimits.requestDeadline.components.seconds) s"
            return first ?? GraphQLResponse(failure: GraphQLError(reason, code: .limitExceeded))
        }
    }
}
