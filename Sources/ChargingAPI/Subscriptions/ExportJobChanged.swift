import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// The viewer's own: two people never share an execution of this, see `subscriptionFingerprint`.
    static var exportJobChanged: FieldResolver<APIContext> {
        .subscription { field, context in
            let id = try InputReader(argumentsOf: field).id("id", .exportJob)
            if let id { try await SubscriptionArguments.require([id], ExportJobField.self, "id", context) }
            let wanted = ExportJobField.wanted(field.selectedFields())
            let user = context.viewer.userID
            let wants: @Sendable (Event) -> Bool = { event in
                guard case .exportJobChanged(let news) = event else { return false }
                return news.user == user && (id == nil || id == news.job.rawValue)
            }
            return events(context, EventReach(context), where: wants) { event -> [Records<ExportJobField>] in
                guard case .exportJobChanged(let news) = event else { return [] }
                let (_, records) = try await ExportJobField.rows([news.job.rawValue], wanted, context)
                return records.count > 0 ? [records] : []
            }
        }
    }
}
