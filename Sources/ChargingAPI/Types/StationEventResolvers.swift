import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var stationEvents: FieldResolver<APIContext> {
        rootPages(as: { _ in .stationEvents }) { page, fields, field, context in
            try await context.stores.stationEvents.stationEvents(
                try StationLogFilter(InputReader(field.object("filter"))), page: page, fields: fields,
                viewer: context.viewer)
        }
    }

    static var stationEvent: ResolverGroup<APIContext> {
        var event = ResolverGroup<APIContext>("StationEvent")
        event.globalID(of: StationEventField.self)
        event.column("kind", StationEventField.kind)
        event.column("name", StationEventField.name)
        event.column("vendorId", StationEventField.vendorID)
        event.column("requestId", StationEventField.requestID)
        event.words("detail", StationEventField.detail)
        event.column("reportedAt", StationEventField.reportedAt)
        event.column("receivedAt", StationEventField.receivedAt)
        event["station"] = reference(from: StationEventField.stationID, to: StationField.self)
        return event
    }
}

extension StationEventField: NodeField {
    static let nodeType = NodeType.stationEvent
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.stationEvents.stationEvents(
            ids: ids.map(StationEventID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [StationEventField]] = [
        "kind": [.kind], "name": [.name], "vendorId": [.vendorID], "requestId": [.requestID], "detail": [.detail],
        "reportedAt": [.reportedAt], "receivedAt": [.receivedAt], "station": [.stationID],
    ]
}
