import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// Each is read with the subscriber's rights: nobody hears of roll-outs who may not see them.
    static var firmwareRolloutChanged: FieldResolver<APIContext> {
        .subscription { field, context in
            let id = try InputReader(argumentsOf: field).id("id", .firmwareRollout)
            if let id { try await SubscriptionArguments.require([id], FirmwareRolloutField.self, "id", context) }
            let wanted = FirmwareRolloutField.wanted(field.selectedFields())
            let wants: @Sendable (Event) -> Bool = { event in
                guard case .rolloutChanged(let news) = event else { return false }
                return id == nil || id == news.rollout.rawValue
            }
            return events(context, EventReach(context), where: wants) { event -> [Records<FirmwareRolloutField>] in
                guard case .rolloutChanged(let news) = event else { return [] }
                let (_, records) = try await FirmwareRolloutField.rows([news.rollout.rawValue], wanted, context)
                return records.count > 0 ? [records] : []
            }
        }
    }
}
