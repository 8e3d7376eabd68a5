import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var setGroupRole: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.manageUsers)
            let input = InputReader(field.object("input"))
            let group = GroupID(rawValue: try input.required("groupId", try input.id("groupId", .group)))
            let user = UserID(rawValue: try input.required("userId", try input.id("userId", .user)))
            guard case .to(let role) = try input.change("role", { try $0.word($1, as: Role.self) }) else {
                throw input.refusal("role", "has to be given; null takes it away.")
            }
            try await context.stores.upkeep.groupRoleChanges.setGroupRole(
                GroupRoleChange(group: group, user: user, role: role), viewer: context.viewer)
            await context.services.rolesChanged(user)
            return .one(Payload<GroupField>(id: group.rawValue))
        }
    }
}
