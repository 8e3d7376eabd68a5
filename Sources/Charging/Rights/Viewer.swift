/// Who reads or writes: resolved once per request from a token, and part of every statement.
package struct Viewer: Sendable, Hashable {
    package let userID: UserID
    package let organizationID: OrganizationID
    package let role: Role
    /// When the credential ends; a subscription ends with it.
    package let tokenID: Int64
    package let credential: CredentialKind
    /// May look and change nothing, whatever the role.
    package let isReadOnly: Bool
    /// What the token is for, with what that includes; nil: all that the person may, as in a browser.
    package let scopes: Set<TokenScope>?
    /// Whether stations of other organizations are lent to the viewer.
    package let borrowing: Borrowing
    /// Which roles the viewer has within groups. Where, every statement asks anew, so that one that was taken away counts no
    /// more at once.
    package let groupRoles: Set<Role>
    /// Lets the viewer see only what belongs to this group or one below it; it widens nothing. Changes know no scope.
    package var groupScope: GroupID?

    package init(
        userID: UserID, organizationID: OrganizationID, role: Role, tokenID: Int64,
        credential: CredentialKind = .token, isReadOnly: Bool = false, borrowing: Borrowing = .nothing,
        groupRoles: Set<Role> = [], scopes: Set<TokenScope>? = nil
    ) {
        self.userID = userID
        self.organizationID = organizationID
        self.role = role
        self.tokenID = tokenID
        self.credential = credential
        let scopes = scopes?.closed.filter { !isReadOnly || !$0.changes }
        self.isReadOnly = isReadOnly || scopes.map { !$0.contains(where: \.changes) } ?? false
        self.scopes = scopes
        self.borrowing = borrowing
        self.groupRoles = groupRoles
    }

    /// Somebody who has not signed in: no row has these ids, so nothing is reached.
    package static let nobody = Viewer(
        userID: UserID(rawValue: 0), organizationID: OrganizationID(rawValue: 0), role: .driver, tokenID: 0,
        isReadOnly: true)
}

extension Viewer {
    /// - Throws: `.forbidden` when the role in the organization does not include `action`.
    package func require(_ action: Rights.Action) throws(ChargingError) {
        guard Rights(of: self).allows(action) else { throw forbidden }
    }

    /// The same for what may be allowed within groups alone: the statement then needs `Viewer.condition(on:for:)`.
    package func requireSomewhere(_ action: Rights.Action) throws(ChargingError) {
        guard Rights(of: self).allowsSomewhere(action) else { throw forbidden }
    }

    /// Of those who operate stations, and of guests who may charge at one.
    package func requireReserving() throws(ChargingError) {
        guard !mayReserveSomewhere else { return }
        try requireSomewhere(.operateStation)
    }

    private var forbidden: ChargingError {
        ChargingError(.forbidden, "The role \(role.rawValue) does not allow this.")
    }
}

/// From the mightiest down.
package enum Role: String, Sendable, CaseIterable {
    case platformOperator = "PLATFORM_OPERATOR"
    case organizationOwner = "ORGANIZATION_OWNER"
    case manager = "MANAGER"
    case installer = "INSTALLER"
    case support = "SUPPORT"
    case driver = "DRIVER"

    /// What may be given within a group.
    package static let ofGroups: Set<Role> = [.manager, .installer, .support]

    /// Whether who has this role may give `other` to somebody, or take it.
    package func mayGive(_ other: Role) -> Bool {
        Self.allCases.firstIndex(of: self) ?? 0 <= Self.allCases.firstIndex(of: other) ?? 0
    }
}
