import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// Any object by its global id; null for a malformed id, an unknown one and one out of the viewer's reach alike.
    static var node: FieldResolver<APIContext> {
        .load(by: nodeLoader) { field, _ in field.string("id").flatMap(GlobalID.init)?.rawValue }
    }

    /// Ids of one type of which the same is selected are one load.
    private struct NodeWish: Hashable {
        let type: NodeType?
        let selection: Set<String>

        init(_ field: FieldRequest) {
            type = field.string("id").flatMap(GlobalID.init)?.type
            selection = field.selectedFields()
        }
    }

    private static var nodeLoader: KeyedLoader<Int64, NodeWish, APIContext> {
        .objects(wanted: { NodeWish($0) }) { ids, wish, _, context in
            // With more than the id selected the operation was refused before.
            if let type = wish.type { try context.viewer.require(scopes: ScopeTable.scopes(ofType: type.rawValue)) }
            return switch wish.type {
            case .station: try await nodes(ids, StationField.self, wish, context)
            case .connector: try await nodes(ids, ConnectorField.self, wish, context)
            case .session: try await nodes(ids, SessionField.self, wish, context)
            case .tag: try await nodes(ids, TagField.self, wish, context)
            case .unknownTag: try await nodes(ids, UnknownTagField.self, wish, context)
            case .group: try await nodes(ids, GroupField.self, wish, context)
            case .operation: try await nodes(ids, OperationField.self, wish, context)
            case .stationEvent: try await nodes(ids, StationEventField.self, wish, context)
            case .quirkProfile: try await nodes(ids, QuirkProfileField.self, wish, context)
            case .chargingProfile: try await nodes(ids, ChargingProfileField.self, wish, context)
            case .firmwareImage: try await nodes(ids, FirmwareImageField.self, wish, context)
            case .stationPicture: try await nodes(ids, PictureField.self, wish, context)
            case .certificateRequest: try await nodes(ids, CertificateRequestField.self, wish, context)
            case .clientCertificate: try await nodes(ids, ClientCertificateField.self, wish, context)
            case .reservation: try await nodes(ids, ReservationField.self, wish, context)
            case .tariff: try await nodes(ids, TariffField.self, wish, context)
            case .tariffVersion: try await nodes(ids, TariffVersionField.self, wish, context)
            case .serviceRequest: try await nodes(ids, ServiceRequestField.self, wish, context)
            case .notification: try await nodes(ids, NotificationField.self, wish, context)
            case .webhook: try await nodes(ids, WebhookField.self, wish, context)
            case .webhookDelivery: try await nodes(ids, WebhookDeliveryField.self, wish, context)
            case .firmwareRollout: try await nodes(ids, FirmwareRolloutField.self, wish, context)
            case .firmwareRolloutStation: try await nodes(ids, RolloutStationField.self, wish, context)
            case .stationShare: try await nodes(ids, ShareField.self, wish, context)
            case .exportJob: try await nodes(ids, ExportJobField.self, wish, context)
            case .user: try await nodes(ids, UserField.self, wish, context)
            case .organization: try await nodes(ids, OrganizationField.self, wish, context)
            case nil: .null
            }
        }
    }

    private static func nodes<Target: NodeField>(
        _ ids: [Int64], _ target: Target.Type, _ wish: NodeWish, _ context: APIContext
    ) async throws -> ObjectResult {
        let (rows, records) = try await Target.rows(ids, Target.wanted(wish.selection), context)
        let references = rows.map { $0 < 0 ? .null : ObjectReference(batch: 0, row: $0) }
        return .abstract(references, of: [TypedBatch(type: Target.nodeType.rawValue, records)])
    }
}
