package import Charging
package import GraphQL

/// What two subscribers must have in common, besides the operation, to share one execution and its bytes.
package struct SubscriptionFingerprint: Sendable, Hashable {
    let rights: Rights
    let organizationID: OrganizationID
    let groupScope: GroupID?
    let borrowing: Borrowing
    /// To whom something is lent in person.
    let borrower: UserID?
    /// Of the texts.
    let language: Language
    /// Who has roles within groups.
    let member: UserID?
    /// Present when the document reads what depends on the person.
    let viewer: Viewer?
}

/// - Parameter dependsOnViewer: whether the document reads something that differs between two people of the same rights, as
///   people do, who are told more of themselves than of others.
package func subscriptionFingerprint(_ viewer: Viewer, dependsOnViewer: Bool, in language: Language = .english)
    -> SubscriptionFingerprint
{
    SubscriptionFingerprint(
        rights: Rights(of: viewer), organizationID: viewer.organizationID,
        groupScope: viewer.groupScope, borrowing: viewer.borrowing,
        borrower: viewer.borrowing == .asPerson ? viewer.userID : nil,
        language: language, member: viewer.groupRoles.isEmpty ? nil : viewer.userID,
        viewer: dependsOnViewer ? viewer : nil)
}

/// The same, by what the operation asks for.
package func subscriptionFingerprint(
    _ viewer: Viewer, of operation: PreparedOperation<APIContext>, in language: Language = .english
) -> SubscriptionFingerprint {
    subscriptionFingerprint(
        viewer,
        dependsOnViewer: operation.selects(from: "User") || operation.selects(from: "GroupMember")
            || operation.selects(from: "QueuePlace")
            || operation.rootFields.contains(where: subscriptionsOfOnePerson.contains), in: language)
}

/// Fields of the subscription type whose events are one person's alone.
private let subscriptionsOfOnePerson: Set = ["notificationAdded", "exportJobChanged"]
