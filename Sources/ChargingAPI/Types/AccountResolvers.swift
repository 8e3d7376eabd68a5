import Charging
import GraphQL
import JSON

/// The person who asks.
struct ViewerObject: ObjectBatch {
    let viewer: Viewer
    var count: Int { 1 }
}

extension ResolverGroup<APIContext> {
    static var accounts: [ResolverGroup<APIContext>] { [viewer, user, organization, signIn, webSession, apiToken] }

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
        viewer["permissions"] = .leaf(on: ViewerObject.self) { viewers, _, _ in
            let allowed = Rights(of: viewers.batch.viewer).actionsSomewhere
            let words = Rights.Action.allCases.filter(allowed.contains).map(\.rawValue)
            return .lists(of: .strings(words), offsets: [0, Int32(clamping: words.count)])
        }
        viewer["preferences"] = .loadLeaf(on: ViewerObject.self) { viewers, _, context in
            let text = try await context.stores.users.preferences(viewer: viewers.batch.viewer)
            return .json([try JSONValue(parsing: Array(text.utf8))])
        }
        viewer["sessions"] = credentials(.session)
        viewer["tokens"] = credentials(.token)
        viewer["unreadNotificationCount"] = unreadNotificationCount
        return viewer
    }

    private static func credentials(_ kind: CredentialKind) -> FieldResolver<APIContext> {
        .loadList(on: ViewerObject.self) { viewers, field, context in
            let wanted = ApiTokenField.wanted(field.selectedFields())
            let rows = try await context.stores.users.credentials(
                kind, fields: ApiTokenField.columns(of: wanted), viewer: viewers.batch.viewer)
            return .all(Records<ApiTokenField>(rows, selection: wanted, context: context))
        }
    }

    private static var user: ResolverGroup<APIContext> {
        var user = ResolverGroup<APIContext>("User")
        user.globalID(of: UserField.self)
        user.column("email", UserField.email)
        user.column("firstName", UserField.firstName)
        user.column("lastName", UserField.lastName)
        user.column("role", UserField.role)
        user.column("status", UserField.status)
        user.column("createdAt", UserField.createdAt)
        user.column("mobileNumber", UserField.mobileNumber)
        user.column("employeeNumber", UserField.employeeNumber)
        user.column("customerNumber", UserField.customerNumber)
        user.column("referenceNumber", UserField.referenceNumber)
        user.column("language", UserField.language)
        user.column("lastSignInAt", UserField.lastSignInAt)
        user.column("hasSecondFactor", UserField.hasSecondFactor)
        user["tags"] = list(of: UserField.self) { users, fields, context in
            try await context.stores.users.tags(
                ofUsers: users.map(UserID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        user["signIns"] = pages(of: UserField.self, as: .signIns) { users, page, fields, _, context in
            try await context.stores.users.signIns(
                ofUsers: users.map(UserID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
        user["groupRoles"] = list(of: UserField.self) { users, fields, context in
            try await context.stores.upkeep.groupRoles.groupRoles(
                ofUsers: users.map(UserID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        return user
    }

    private static var signIn: ResolverGroup<APIContext> {
        var signIn = ResolverGroup<APIContext>("SignIn")
        signIn.column("at", SignInField.at)
        signIn.column("outcome", SignInField.outcome)
        signIn.column("address", SignInField.address)
        signIn.column("userAgent", SignInField.userAgent)
        return signIn
    }

    private static var webSession: ResolverGroup<APIContext> {
        var session = ResolverGroup<APIContext>("WebSession")
        session["id"] = rowID
        session.column("startedAt", ApiTokenField.createdAt)
        session.column("lastUsedAt", ApiTokenField.lastUsedAt)
        session.column("address", ApiTokenField.address)
        session.column("userAgent", ApiTokenField.userAgent)
        session["isCurrent"] = .leaf(on: Records<ApiTokenField>.self) { sessions, _, context in
            .booleans(sessions.batch.rows.ids.map { $0 == context.viewer.tokenID })
        }
        return session
    }

    private static var apiToken: ResolverGroup<APIContext> {
        var token = ResolverGroup<APIContext>("ApiToken")
        token["id"] = rowID
        token.column("name", ApiTokenField.name)
        token.column("createdAt", ApiTokenField.createdAt)
        token.column("expiresAt", ApiTokenField.expiresAt)
        token.column("lastUsedAt", ApiTokenField.lastUsedAt)
        token.column("isReadOnly", ApiTokenField.isReadOnly)
        token["scopes"] = .leaf(on: Records<ApiTokenField>.self) { tokens, _, _ in
            let texts = tokens.pick(try tokens.batch.texts(.scopes))
            let scopes = Items(
                texts.map { text in
                    let words = text?.split(separator: ",").map(String.init) ?? []
                    return TokenScope.allCases.map(\.rawValue).filter(words.contains)
                })
            return .lists(of: .strings(scopes.items), offsets: scopes.offsets, nullLists: texts.map { $0 == nil })
        }
        return token
    }

    /// Good within the viewer's own lists alone, so no global id.
    private static var rowID: FieldResolver<APIContext> {
        .leaf(on: Records<ApiTokenField>.self) { rows, _, _ in .strings(rows.batch.rows.ids.map { "\($0)" }) }
    }

    private static var organization: ResolverGroup<APIContext> {
        var organization = ResolverGroup<APIContext>("Organization")
        organization.globalID(of: OrganizationField.self)
        organization.column("name", OrganizationField.name)
        organization.column("createdAt", OrganizationField.createdAt)
        organization.column("timeZone", OrganizationField.timeZone)
        organization.column("currency", OrganizationField.currency)
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
        "email": [.email], "firstName": [.firstName], "lastName": [.lastName], "role": [.role], "status": [.status],
        "createdAt": [.createdAt], "mobileNumber": [.mobileNumber], "employeeNumber": [.employeeNumber],
        "customerNumber": [.customerNumber], "referenceNumber": [.referenceNumber],
        "language": [.language], "lastSignInAt": [.lastSignInAt], "hasSecondFactor": [.hasSecondFactor],
    ]
}

extension ApiTokenField: APIField {
    static let columnsByName: [String: [ApiTokenField]] = [
        "name": [.name], "createdAt": [.createdAt], "startedAt": [.createdAt], "expiresAt": [.expiresAt],
        "lastUsedAt": [.lastUsedAt], "isReadOnly": [.isReadOnly], "scopes": [.scopes], "address": [.address],
        "userAgent": [.userAgent],
    ]
}

extension SignInField: APIField {
    static let columnsByName: [String: [SignInField]] = [
        "at": [.at], "outcome": [.outcome], "address": [.address], "userAgent": [.userAgent],
    ]
}

extension OrganizationField: NodeField {
    static let nodeType = NodeType.organization
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.accounts.organizations(
            ids: ids.map(OrganizationID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [OrganizationField]] = [
        "name": [.name], "createdAt": [.createdAt], "timeZone": [.timeZone], "currency": [.currency],
    ]
}
