import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var group: ResolverGroup<APIContext> {
        var group = ResolverGroup<APIContext>("Group")
        group.globalID(of: GroupField.self)
        group.column("name", GroupField.name)
        group["parent"] = reference(from: GroupField.parentID, to: GroupField.self)
        group["stations"] = pages(of: GroupField.self, as: .stationsOfGroup) { groups, page, fields, _, context in
            try await context.stores.stations.stations(
                ofGroups: groups.map(GroupID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
        group["tags"] = pages(of: GroupField.self, as: .tagsOfGroup) { groups, page, fields, _, context in
            try await context.stores.tags.tags(
                ofGroups: groups.map(GroupID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
        group["members"] = list(of: GroupField.self) { groups, fields, context in
            try await context.stores.upkeep.groupRoles.members(
                ofGroups: groups.map(GroupID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        group["allowedActions"] = .loadLeaf(on: GroupRecords.self) { groups, _, context in
            .words(
                of: try await context.stores.upkeep.groupRoles.allowedActions(
                    inGroups: groups.pick(groups.batch.rows.ids).map(GroupID.init(rawValue:)), viewer: context.viewer))
        }
        return group
    }
}

extension GroupField: NodeField {
    static let nodeType = NodeType.group
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.groups.groups(
            ids: ids.map(GroupID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [GroupField]] = ["name": [.name], "parent": [.parentID]]
}
