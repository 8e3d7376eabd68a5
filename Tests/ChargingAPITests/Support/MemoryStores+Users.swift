import Charging
import ChargingAPI
import JSON

extension MemoryStores: UserReading {
    func users(
        _ filter: UserFilter, order: UserOrder, page: PageRequest, fields: Set<UserField>, viewer: Viewer
    ) async throws -> RowPages<UserField> {
        try call("users", fields) { world in
            let rows = world.users.filter { $0.isVisible(to: viewer) }
            return RowPages([rows], page: page, fields: fields) { .text($0.text(.email) ?? "") }
        }
    }

    func tags(ofUsers users: [UserID], fields: Set<TagField>, viewer: Viewer) async throws -> RowLists<TagField> {
        try call("tags(ofUsers)", fields) { world in
            let rows = world.tags.filter { $0.isVisible(to: viewer) }
            return RowLists(users.map { user in rows.filter { $0.integer(.userID) == user.rawValue } }, fields: fields)
        }
    }

    func signIns(
        ofUsers users: [UserID], page: PageRequest, fields: Set<SignInField>, viewer: Viewer
    ) async throws -> RowPages<SignInField> {
        RowPages(users.map { _ in [] }, page: page, fields: fields) { _ in .text("") }
    }

    func credentials(
        _ kind: CredentialKind, fields: Set<ApiTokenField>, viewer: Viewer
    ) async throws -> RowBatch<ApiTokenField> {
        RowBatch([], fields: fields)
    }

    func preferences(viewer: Viewer) async throws -> String { "{}" }
}

/// Where nobody signs in, and nobody is administered.
struct ClosedDesk: IdentityControl, UserWriting, OwnAccountWriting, OrganizationWriting {
    private let closed = ChargingError(.unavailable, "closed")

    func makeCaptcha(_ origin: RequestOrigin) async throws -> Captcha { throw closed }
    func requestSignInCode(email: String, language: Language?, _ origin: RequestOrigin) async throws { throw closed }
    func signIn(_ credentials: SignInCredentials, _ origin: RequestOrigin) async throws -> SignInResult { throw closed }
    func completeSignIn(ticket: String, code: String, _ origin: RequestOrigin) async throws -> SignInResult {
        throw closed
    }
    func signOut(_ viewer: Viewer, _ origin: RequestOrigin) async throws { throw closed }
    func requestPasswordReset(email: String, language: Language?, _ origin: RequestOrigin) async throws { throw closed }
    func resetPassword(token: String, password: String, _ origin: RequestOrigin) async throws { throw closed }
    func acceptInvitation(
        token: String, password: String, names: PersonNames, _ origin: RequestOrigin
    ) async throws { throw closed }
    func changePassword(
        from current: String, to password: String, viewer: Viewer, _ origin: RequestOrigin
    ) async throws -> SessionCookie? { throw closed }
    func confirm(password: String, viewer: Viewer, _ origin: RequestOrigin) async throws { throw closed }
    func invite(_ user: UserID, by viewer: Viewer) async throws { throw closed }
    func setUpSecondFactor(
        password: String, viewer: Viewer, _ origin: RequestOrigin
    ) async throws -> AuthenticatorKey { throw closed }
    func confirmSecondFactor(code: String, viewer: Viewer, _ origin: RequestOrigin) async throws -> [String] {
        throw closed
    }
    func turnOffSecondFactor(password: String, viewer: Viewer, _ origin: RequestOrigin) async throws { throw closed }
    func createToken(
        name: String?, expiresAt: Timestamp?, isReadOnly: Bool, scopes: Set<TokenScope>?, viewer: Viewer
    ) async throws -> String { throw closed }

    func addUser(_ user: NewUser, viewer: Viewer) async throws -> UserID { throw closed }
    func updateUser(_ change: UserChange, viewer: Viewer) async throws { throw closed }
    func deleteUsers(_ users: [UserID], viewer: Viewer) async throws { throw closed }
    func deleteAccount(of viewer: Viewer) async throws { throw closed }
    func createOrganization(
        _ name: String, owner: NewUser, viewer: Viewer
    ) async throws -> (organization: OrganizationID, owner: UserID) { throw closed }
    func updateOrganization(
        _ id: OrganizationID, _ change: OrganizationChange, viewer: Viewer
    ) async throws { throw closed }
    func revokeToken(_ id: Int64, viewer: Viewer) async throws { throw closed }
    func savePreference(_ key: String, _ value: String?, viewer: Viewer) async throws { throw closed }
    func removeSecondFactor(ofUser user: UserID, viewer: Viewer) async throws { throw closed }
}

extension Requester {
    static var test: Requester {
        Requester(RequestOrigin(address: "192.0.2.1", userAgent: nil), takesCookies: true)
    }
}
