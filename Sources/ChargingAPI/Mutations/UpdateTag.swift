import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var updateTag: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.changeTag)
            let change = try TagChange(InputReader(field.object("input")))
            try await context.stores.directory.updateTag(change, viewer: context.viewer)
            return .one(Payload<TagField>(id: change.id.rawValue))
        }
    }
}

extension TagChange {
    fileprivate init(_ input: InputReader) throws {
        self.init(id: try input.required("id", try input.id("id", .tag).map(TagID.init(rawValue:))))
        idTag = try input.name("idTag", upTo: 20)
        type = try input.word("type", as: TagType.self)
        medium = try input.word("medium", as: TagMedium.self)
        isBlocked = input.boolean("isBlocked")
        allowsConcurrent = input.boolean("allowConcurrent")
        alias = try input.change("alias") { try $0.text($1, length: 0...100) }
        note = try input.change("note") { try $0.text($1, length: 0...500) }
        expiresAt = try input.change("expiresAt") { try $0.timestamp($1) }
        parentIDTag = try input.change("parentIdTag") { try $0.name($1, upTo: 20) }
        userID = try input.change("userId") { try $0.id($1, .user).map(UserID.init(rawValue:)) }
        stationIDs = try input.ids("stationIds", .station)?.map(StationID.init(rawValue:))
        groupIDs = try input.ids("groupIds", .group)?.map(GroupID.init(rawValue:))
    }
}
