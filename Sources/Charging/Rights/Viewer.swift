/// Who reads or writes: resolved once per request from a token, and part of every statement.
package struct Viewer: Sendable, Hashable {
    package let userID: UserID
    package let organizationID: OrganizationID
    package let role: Role
    /// When the credential ends; a subscription ends with it.
    package let tokenID: Int64

    package init(userID: UserID, organizationID: OrganizationID, role: Role, tokenID: Int64) {
        self.userID = userID
        self.organizationID = organizationID
        self.role = role
        self.tokenID = tokenID
    }
}

package enum Role: String, Sendable, CaseIterable {
    case platformOperator = "PLATFORM_OPERATOR"
    case organizationOwner = "ORGANIZATION_OWNER"
    case manager = "MANAGER"
    case installer = "INSTALLER"
    case support = "SUPPORT"
    case driver = "DRIVER"
}
