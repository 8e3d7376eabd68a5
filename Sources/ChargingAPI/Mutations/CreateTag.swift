import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var createTag: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.createTag)
            let tag = try NewTag(InputReader(field.object("input")))
            let id = try await context.stores.directory.createTag(tag, viewer: context.viewer)
            return .one(Payload<TagField>(id: id.rawValue))
        }
    }
}

extension NewTag {
    fileprivate init(_ input: InputReader) throws {
        self.init(idTag: try input.required("idTag", try input.name("idTag", upTo: 20)))
        type = try input.word("type", as: TagType.self) ?? .other
        medium = try input.word("medium", as: TagMedium.self) ?? .card
        alias = try input.text("alias", length: 0...100)
        note = try input.text("note", length: 0...500)
        expiresAt = try input.timestamp("expiresAt")
        isBlocked = input.boolean("isBlocked") ?? false
        allowsConcurrent = input.boolean("allowConcurrent") ?? false
        parentIDTag = try input.name("parentIdTag", upTo: 20)
        userID = try input.id("userId", .user).map(UserID.init(rawValue:))
        stationIDs = try input.ids("stationIds", .station)?.map(StationID.init(rawValue:)) ?? []
        groupIDs = try input.ids("groupIds", .group)?.map(GroupID.init(rawValue:)) ?? []
    }
}
