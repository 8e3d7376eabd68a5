import Charging
import GraphQL

extension ResolverGroup<APIContext> {
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
