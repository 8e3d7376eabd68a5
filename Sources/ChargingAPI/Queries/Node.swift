import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// Any object by its global id; null for a malformed id, an unknown one and one out of the viewer's reach alike.
    static var node: FieldResolver<APIContext> {
        .loadObject { field, context in
            guard let id = field.string("id").flatMap(GlobalID.init) else { return .null }
            switch id.type {
            case .station: return try await node(id, StationField.self, field, context)
            case .connector: return try await node(id, ConnectorField.self, field, context)
            case .session: return try await node(id, SessionField.self, field, context)
            case .tag: return try await node(id, TagField.self, field, context)
            case .group: return try await node(id, GroupField.self, field, context)
            case .operation: return try await node(id, OperationField.self, field, context)
            case .user: return try await node(id, UserField.self, field, context)
            case .organization: return try await node(id, OrganizationField.self, field, context)
            }
        }
    }

    private static func node<Target: NodeField>(
        _ id: GlobalID, _ target: Target.Type, _ field: FieldRequest, _ context: APIContext
    ) async throws -> ObjectResult {
        let selection = field.selectedFields()
        guard let record = try await record(id.rawValue, of: target, selection: selection, context) else {
            return .null
        }
        return .one(TypedBatch(type: id.type.rawValue, record))
    }
}
