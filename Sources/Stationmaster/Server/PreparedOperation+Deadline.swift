import ChargingAPI
import GraphQL

extension PreparedOperation<APIContext> {
    /// Executes, a query with a deadline.
    ///
    /// Mutations have none of their own: what they ask of a charger has its time-outs, and its outcome is to be told.
    func answer(in context: APIContext) async -> GraphQLResponse {
        var operation = self
        if kind == .query { operation.options.deadline = GraphQLLimits.requestDeadline }
        return await operation.execute(context: context)
    }
}
