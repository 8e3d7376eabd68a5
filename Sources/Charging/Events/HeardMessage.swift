/// A message of a charger that was taken and answered. Told only of stations whose messages somebody waits for.
package struct HeardMessage: Sendable, Hashable {
    package var station: StationID
    package var organization: OrganizationID
    /// As OCPP names it.
    package var action: String
    package var subject: MessageSubject
    package var connector: Int? { subject.connector }
    package var status: String? { subject.status }
}

/// What a message is about.
package struct MessageSubject: Sendable, Hashable {
    package var connector: Int?
    /// The word of the standard that it reports.
    package var status: String?
    /// Of our request that it belongs to.
    package var requestID: Int?

    package init(connector: Int? = nil, status: String? = nil, requestID: Int? = nil) {
        self.connector = connector
        self.status = status
        self.requestID = requestID
    }
}
