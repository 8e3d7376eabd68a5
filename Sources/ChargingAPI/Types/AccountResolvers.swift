import Charging
import GraphQL

/// The person who asks.
struct ViewerObject: ObjectBatch {
    let viewer: Viewer
    var count: Int { 1 }
}

extension ResolverGroup<APIContext> {
    static var accounts: [ResolverGroup<APIContext>] { [viewer, user, organization] }

    private static var viewer: ResolverGroup<APIContext> {
        var viewer = ResolverGroup<APIContext>("Viewer")
        viewer["user"] = .load(on: ViewerObject.self, by: UserField.loader) { viewers, _, _ in
            [viewers.batch.viewer.userID.rawValue]
        }
        viewer["organization"] = .load(on: ViewerObject.self, by: OrganizationField.loader) { viewers, _, _ in
            [viewers.batch.viewer.organizationID.rawValue]
        }
        viewer["role"] = .leaf(on: ViewerObject.self) { viewers, _, _ in
            .strings([viewers.batch.viewer.role.rawValue])
        }
        viewer["unreadNotificationCount"] = unreadNotificationCount
        return viewer
    }

    private static var user: ResolverGroup<APIContext> {
        var user = ResolverGroup<APIContext>("User")
        user.globalID(of: UserField.self)
        user.column("email", UserField.email)
        user.column("firstName", UserField.firstName)
        user.column("lastName", UserField.lastName)
        user.column("role", UserField.role)
        return user
    }

    private static var organization: ResolverGroup<APIContext> {
        var organization = ResolverGroup<APIContext>("Organization")
        organization.globalID(of: OrganizationField.self)
        organization.column("name", OrganizationField.name)
        return organization
    }
}

extension UserField: NodeField {
    static let nodeType = NodeType.user
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.accounts.users(
            ids: ids.map(UserID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [UserField]] = [
        "email": [.email], "firstName": [.firstName], "lastName": [.lastName], "role": [.role],
    ]
}

extension OrganizationField: NodeField {
    static let nodeType = NodeType.organization
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.accounts.organizations(
            ids: ids.map(OrganizationID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [OrganizationField]] = ["name": [.name]]
}
