package struct NewUser: Sendable, Hashable {
    package var email: String
    package var role: Role
    package var names: PersonNames
    package var language: Language?

    package init(email: String, role: Role, names: PersonNames, language: Language?) {
        self.email = email
        self.role = role
        self.names = names
        self.language = language
    }
}

/// What is to change of a person's account.
package struct UserChange: Sendable, Hashable {
    package var id: UserID
    package var firstName: Change<String?> = .unchanged
    package var lastName: Change<String?> = .unchanged
    package var mobileNumber: Change<String?> = .unchanged
    package var employeeNumber: Change<String?> = .unchanged
    /// Of the organization's own customer that the person charges for.
    package var customerNumber: Change<String?> = .unchanged
    package var referenceNumber: Change<String?> = .unchanged
    package var language: Change<Language?> = .unchanged
    package var role: Role?
    package var isActive: Bool?

    package init(id: UserID) { self.id = id }

    /// What people may change of their own account.
    package var isOfOneself: Bool {
        role == nil && isActive == nil && !employeeNumber.isChange && !customerNumber.isChange
            && !referenceNumber.isChange
    }
}

/// Administers people. Nobody makes anybody mightier than themselves, or changes anybody who is, and an organization keeps an
/// active owner if it has one.
package protocol UserWriting: Sendable {
    /// - Throws: ``ChargingError`` `.forbidden`, `.conflict` when the e-mail is taken.
    func addUser(_ user: NewUser, viewer: Viewer) async throws -> UserID
    func updateUser(_ change: UserChange, viewer: Viewer) async throws
    /// All of them or none. Their sessions and operations stay, without the person; their tags lose their alias and note and
    /// are blocked.
    func deleteUsers(_ users: [UserID], viewer: Viewer) async throws
    /// The viewer's own, with the same that stays and goes.
    func deleteAccount(of viewer: Viewer) async throws
    func removeSecondFactor(ofUser user: UserID, viewer: Viewer) async throws
}

/// Makes and changes organizations.
/// What is to change of an organization.
package struct OrganizationChange: Sendable, Hashable {
    package var name: String?
    /// Of the IANA database: by its clock days are counted and times written where nothing nearer says so.
    package var timeZone: Change<String?> = .unchanged
    /// Of new tariffs.
    package var currency: Change<Currency?> = .unchanged

    package init() {}
}

package protocol OrganizationWriting: Sendable {
    /// With its first owner, who is yet to be invited.
    ///
    /// - Throws: ``ChargingError`` `.forbidden`, `.conflict` when the name or the e-mail is taken.
    func createOrganization(
        _ name: String, owner: NewUser, viewer: Viewer
    ) async throws -> (organization: OrganizationID, owner: UserID)
    /// - Throws: ``ChargingError`` `.forbidden`, `.notFound`, `.conflict` when the name is taken, or `.badInput` for a time
    ///   zone that the database does not know.
    func updateOrganization(_ id: OrganizationID, _ change: OrganizationChange, viewer: Viewer) async throws
}

package enum UserOrder: String, Sendable { case email = "EMAIL", lastSignIn = "LAST_SIGN_IN_AT_DESC" }

package enum UserStatus: String, Sendable, CaseIterable {
    case active = "ACTIVE"
    /// Has been asked to set a password, and has not yet.
    case invited = "INVITED"
    case inactive = "INACTIVE"
}

package struct UserFilter: Sendable, Hashable {
    /// In the e-mail, the names, or the numbers of the customer.
    package var text: String?
    package var roles: [Role]?
    package var statuses: [UserStatus]?
    package init() {}
}

package enum ApiTokenField: Sendable, Hashable, CaseIterable {
    case name, createdAt, expiresAt, lastUsedAt, isReadOnly, scopes, address, userAgent
}

package enum SignInField: Sendable, Hashable, CaseIterable { case at, outcome, address, userAgent }

/// Reads accounts as people administer them.
package protocol UserReading: Sendable {
    /// Without the right to manage users, oneself alone.
    func users(
        _ filter: UserFilter, order: UserOrder, page: PageRequest, fields: Set<UserField>, viewer: Viewer
    ) async throws -> RowPages<UserField>
    func tags(ofUsers users: [UserID], fields: Set<TagField>, viewer: Viewer) async throws -> RowLists<TagField>
    /// Newest first; for who may manage users, and for oneself.
    func signIns(
        ofUsers users: [UserID], page: PageRequest, fields: Set<SignInField>, viewer: Viewer
    ) async throws -> RowPages<SignInField>
    /// The viewer's own that are good, last used first.
    func credentials(
        _ kind: CredentialKind, fields: Set<ApiTokenField>, viewer: Viewer
    ) async throws -> RowBatch<ApiTokenField>
    /// The viewer's, as JSON text.
    func preferences(viewer: Viewer) async throws -> String
}

/// What a viewer showed who it is with.
package enum CredentialKind: String, Sendable, Hashable {
    case token = "API"
    case session = "SESSION"
}
