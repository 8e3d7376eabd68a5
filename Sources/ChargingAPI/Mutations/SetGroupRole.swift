import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var setGroupRole: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.require(.manageUsers)
            let input = InputReader(field.object("input"))
            let group = GroupID(rawValue: try input.required("groupId", try input.id("groupId", .group)))
            let user = UserID(rawValue: try input.required("userId", try input.id("userId", .user)))
            guard case .to(let role) = try input.change("role", { try $0.word($1, as: Role.self) }) else {
                throw input.refusal("role", "has to be given; null takes it away.")
            }
            try await context.stores.upkeep.groupRoleChanges.setGroupRole(
                GroupRoleChange(group: group, user: user, role: role), viewer: context.viewer)
            return .one(Payload<GroupField>(id: group.rawValue))
        }
    }

    static var groupMember: ResolverGroup<APIContext> {
        var member = ResolverGroup<APIContext>("GroupMember")
        member["user"] = reference(from: GroupMemberField.userID, to: UserField.self)
        member["group"] = reference(from: GroupMemberField.groupID, to: GroupField.self)
        member.column("role", GroupMemberField.role)
        member.column("isInherited", GroupMemberField.isInherited)
        return member
    }
}

extension GroupMemberField: APIField {
    static let columnsByName: [String: [GroupMemberField]] = [
        "user": [.userID], "role": [.role], "group": [.groupID], "isInherited": [.isInherited],
    ]
}

extension LeafColumn {
    /// What is allowed at each object, in the order of the schema.
    static func words(of allowed: [Set<Rights.Action>]) -> Self {
        let words = allowed.map { actions in Rights.Action.allCases.filter(actions.contains).map(\.rawValue) }
        let offsets = words.reduce(into: [Int32(0)]) { $0.append(($0.last ?? 0) + Int32(clamping: $1.count)) }
        return .lists(of: .strings(words.flatMap(\.self)), offsets: offsets)
    }
}
