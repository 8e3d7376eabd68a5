import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var createGroup: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.createGroup)
            let input = InputReader(field.object("input"))
            let group = NewGroup(
                name: try input.required("name", try input.name("name", upTo: 200)),
                parentID: try input.id("parentId", .group).map(GroupID.init(rawValue:)),
                stationIDs: try input.ids("stationIds", .station)?.map(StationID.init(rawValue:)) ?? [],
                tagIDs: try input.ids("tagIds", .tag)?.map(TagID.init(rawValue:)) ?? [])
            let id = try await context.stores.directory.createGroup(group, viewer: context.viewer)
            return .one(Payload<GroupField>(id: id.rawValue))
        }
    }
}
