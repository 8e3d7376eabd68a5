package import JSON

/// A change of status as it was taken, kept for the debug page.
package struct Transition: Sendable, Hashable, Codable {
    package var receivedAt: Timestamp
    package var from: ConnectorStatus
    package var to: ConnectorStatus
    package var isLegal: Bool

    package init(receivedAt: Timestamp, from: ConnectorStatus, to: ConnectorStatus, isLegal: Bool) {
        self.receivedAt = receivedAt
        self.from = from
        self.to = to
        self.isLegal = isLegal
    }
}
