import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var queueChanged: FieldResolver<APIContext> {
        .subscription { field, context in
            let arguments = try await SubscriptionArguments(field, context)
            let wanted = StationField.wanted(field.selectedFields())
            let wants: @Sendable (Event) -> Bool = { event in
                guard case .queueChanged = event else { return false }
                return arguments.include(event)
            }
            return events(context, EventReach(context), where: wants) { event -> [StationRecords] in
                guard case .queueChanged(let news) = event else { return [] }
                let (_, records) = try await StationField.rows([news.station.rawValue], wanted, context)
                return records.count > 0 ? [records] : []
            }
        }
    }
}
