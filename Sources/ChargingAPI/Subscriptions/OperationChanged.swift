import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// Events of operations carry no values, so each is read, with the subscriber's rights.
    static var operationChanged: FieldResolver<APIContext> {
        .subscription { field, context in
            let id = try InputReader(argumentsOf: field).id("id", .operation)
            let check: @Sendable () async throws -> Void = {
                try await SubscriptionArguments.require(id.map { [$0] } ?? [], OperationField.self, "id", context)
            }
            try await check()
            let wanted = OperationField.wanted(field.selectedFields())
            let wants: @Sendable (Event) -> Bool = { event in
                guard case .operationChanged(let changed, _, _) = event else { return false }
                return id == nil || id == changed.rawValue
            }
            let reach = try await EventReach.ofStations(context)
            return events(context, reach, checking: check, where: wants) { event -> [OperationRecords] in
                guard case .operationChanged(let changed, _, _) = event else { return [] }
                let (_, records) = try await OperationField.rows([changed.rawValue], wanted, context)
                return records.count > 0 ? [records] : []
            }
        }
    }
}
