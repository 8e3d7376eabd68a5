import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var updateGroup: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.changeGroup)
            let input = InputReader(field.object("input"))
            var change = GroupChange(
                id: try input.required("id", try input.id("id", .group).map(GroupID.init(rawValue:))))
            change.name = try input.name("name", upTo: 200)
            change.parentID = try input.change("parentId") { try $0.id($1, .group).map(GroupID.init(rawValue:)) }
            change.stationIDs = try input.ids("stationIds", .station)?.map(StationID.init(rawValue:))
            change.tagIDs = try input.ids("tagIds", .tag)?.map(TagID.init(rawValue:))
            try await context.stores.directory.updateGroup(change, viewer: context.viewer)
            return .one(Payload<GroupField>(id: change.id.rawValue))
        }
    }

    static var deleteGroups: FieldResolver<APIContext> {
        deletion(.group, right: .changeGroup) { ids, context in
            try await context.stores.directory.deleteGroups(
                ids.map(GroupID.init(rawValue:)), viewer: context.viewer)
        }
    }
}
