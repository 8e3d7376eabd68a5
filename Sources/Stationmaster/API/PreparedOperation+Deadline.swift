import ChargingAPI
import GraphQL

extension PreparedOperation<APIContext> {
    /// Executes a query, with a deadline.
    func answer(in context: APIContext) async -> GraphQLResponse {
        var operation = self
        operation.options.deadline = GraphQLLimits.requestDeadline
        return await operation.execute(context: context)
    }
}
