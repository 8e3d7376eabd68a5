package import Charging
package import GraphQL

/// What two subscribers must have in common, besides the operation, to share one execution and its bytes.
package struct SubscriptionFingerprint: Sendable, Hashable {
    let reach: Rights.Reach
    let organizationID: OrganizationID
    /// Present when the document reads what depends on the person.
    let viewer: Viewer?
}

/// - Parameter dependsOnViewer: whether the document reads something that differs between two people of the same reach.
package func subscriptionFingerprint(_ viewer: Viewer, dependsOnViewer: Bool = false) -> SubscriptionFingerprint {
    SubscriptionFingerprint(
        reach: Rights(of: viewer).reach, organizationID: viewer.organizationID,
        viewer: dependsOnViewer ? viewer : nil)
}

/// The same, by what the operation asks for.
package func subscriptionFingerprint(
    _ viewer: Viewer, of operation: PreparedOperation<APIContext>
) -> SubscriptionFingerprint {
    subscriptionFingerprint(
        viewer, dependsOnViewer: operation.rootFields.contains(where: subscriptionsOfOnePerson.contains))
}

/// Fields of the subscription type whose events are one person's alone.
private let subscriptionsOfOnePerson: Set = ["notificationAdded"]
