import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var operation: ResolverGroup<APIContext> {
        var operation = ResolverGroup<APIContext>("Operation")
        operation.globalID(of: OperationField.self)
        operation.column("kind", OperationField.kind)
        operation.column("status", OperationField.status)
        operation.column("effect", OperationField.effect)
        operation.column("request", OperationField.request)
        operation.column("answer", OperationField.answer)
        operation.words("failure", OperationField.failure)
        operation.column("requestedAt", OperationField.requestedAt)
        operation.column("sentAt", OperationField.sentAt)
        operation.column("answeredAt", OperationField.answeredAt)
        operation["requestedBy"] = reference(from: OperationField.requestedBy, to: UserField.self)
        operation["station"] = reference(from: OperationField.stationID, to: StationField.self)
        operation["compositeScheduleComparison"] = atMostOne(of: OperationField.self) { operations, fields, context in
            try await context.stores.chargingProfiles.scheduleComparisons(
                ofOperations: operations.map(OperationID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        operation["upload"] = atMostOne(of: OperationField.self) { operations, fields, context in
            try await context.stores.files.uploads(
                ofOperations: operations.map(OperationID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        operation["progress"] = list(of: OperationField.self) { operations, fields, context in
            try await context.stores.files.progress(
                ofOperations: operations.map(OperationID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        return operation
    }
}

extension OperationField: NodeField {
    static let nodeType = NodeType.operation
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.operations.operations(
            ids: ids.map(OperationID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [OperationField]] = [
        "kind": [.kind], "status": [.status], "effect": [.effect], "requestedBy": [.requestedBy], "request": [.request],
        "answer": [.answer], "failure": [.failure], "station": [.stationID], "requestedAt": [.requestedAt],
        "sentAt": [.sentAt], "answeredAt": [.answeredAt],
    ]
}
