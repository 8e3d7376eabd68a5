import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// Each is read with the subscriber's rights, so that drivers hear of their own.
    static var serviceRequestChanged: FieldResolver<APIContext> {
        .subscription { field, context in
            let arguments = try await SubscriptionArguments(field, context)
            let wanted = ServiceRequestField.wanted(field.selectedFields())
            let wants: @Sendable (Event) -> Bool = { event in
                guard case .serviceRequestChanged = event else { return false }
                return arguments.include(event)
            }
            return events(context, EventReach(context), where: wants) { event -> [Records<ServiceRequestField>] in
                guard case .serviceRequestChanged(let request) = event else { return [] }
                let (_, records) = try await ServiceRequestField.rows([request.id.rawValue], wanted, context)
                return records.count > 0 ? [records] : []
            }
        }
    }
}
