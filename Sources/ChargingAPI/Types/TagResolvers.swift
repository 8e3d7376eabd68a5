import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var tag: ResolverGroup<APIContext> {
        var tag = ResolverGroup<APIContext>("Tag")
        tag.globalID(of: TagField.self)
        tag.column("idTag", TagField.idTag)
        tag.column("note", TagField.note)
        tag.column("alias", TagField.alias)
        tag.column("type", TagField.type)
        tag.column("medium", TagField.medium)
        tag.column("expiresAt", TagField.expiresAt)
        tag.column("isBlocked", TagField.isBlocked)
        tag.column("allowsConcurrent", TagField.allowsConcurrent)
        tag.column("isRestrictedToStations", TagField.isRestrictedToStations)
        tag.column("parentIdTag", TagField.parentIDTag)
        tag["user"] = reference(from: TagField.userID, to: UserField.self)
        tag["groups"] = list(of: TagField.self) { tags, fields, context in
            try await context.stores.groups.groups(
                ofTags: tags.map(TagID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        tag["stations"] = list(of: TagField.self) { tags, fields, context in
            try await context.stores.stations.stations(
                ofTags: tags.map(TagID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        tag["sessions"] = pages(of: TagField.self, as: .sessionsNewestFirst) { tags, page, fields, _, context in
            try await context.stores.sessions.sessions(
                ofTags: tags.map(TagID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
        return tag
    }
}

extension TagField: NodeField {
    static let nodeType = NodeType.tag
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.tags.tags(
            ids: ids.map(TagID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [TagField]] = [
        "idTag": [.idTag], "note": [.note], "alias": [.alias], "type": [.type], "medium": [.medium],
        "expiresAt": [.expiresAt], "isBlocked": [.isBlocked], "allowsConcurrent": [.allowsConcurrent],
        "isRestrictedToStations": [.isRestrictedToStations], "parentIdTag": [.parentIDTag], "user": [.userID],
    ]
}
