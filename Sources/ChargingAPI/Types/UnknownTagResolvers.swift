import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var unknownTag: ResolverGroup<APIContext> {
        var tag = ResolverGroup<APIContext>("UnknownTag")
        tag.globalID(of: UnknownTagField.self)
        tag.column("idTag", UnknownTagField.idTag)
        tag.column("firstSeenAt", UnknownTagField.firstSeenAt)
        tag.column("lastSeenAt", UnknownTagField.lastSeenAt)
        tag.column("count", UnknownTagField.count)
        tag["station"] = reference(from: UnknownTagField.stationID, to: StationField.self)
        return tag
    }
}

extension UnknownTagField: NodeField {
    static let nodeType = NodeType.unknownTag
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.tags.unknownTags(
            ids: ids.map(UnknownTagID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [UnknownTagField]] = [
        "idTag": [.idTag], "firstSeenAt": [.firstSeenAt], "lastSeenAt": [.lastSeenAt], "count": [.count],
        "station": [.stationID],
    ]
}
