package import JSON

/// A delivery whose turn it is.
package struct DueDelivery: Sendable, Hashable {
    package var id: WebhookDeliveryID
    /// Which attempt this is, from 1; by it the outcome is written down, so that one that comes late counts for nothing.
    package var attempt: Int
    package var url: String
    package var encryptedSecret: [UInt8]
    package var organization: OrganizationID
    /// A word of ``WebhookEvent``.
    package var event: String
    package var happenedAt: Timestamp
    /// By row ids.
    package var facts: JSONValue

    package init(
        id: WebhookDeliveryID, attempt: Int, url: String, encryptedSecret: [UInt8], organization: OrganizationID,
        event: String, happenedAt: Timestamp, facts: JSONValue
    ) {
        self.id = id
        self.attempt = attempt
        self.url = url
        self.encryptedSecret = encryptedSecret
        self.organization = organization
        self.event = event
        self.happenedAt = happenedAt
        self.facts = facts
    }
}

/// Deliveries that wait to be sent.
package protocol WebhookBacklog: Sendable {
    /// Takes what is due, of each webhook a few at a time; what nobody says the outcome of comes again after a minute.
    func due(upTo count: Int) async throws -> [DueDelivery]
    func delivered(_ delivery: DueDelivery, code: Int) async throws
    /// It comes again, later and later, for a day. A webhook of which everything has failed for `patience` is switched off.
    func failed(_ delivery: DueDelivery, code: Int?, _ reason: String, patience: Duration) async throws
    /// Deliveries of all webhooks that are still owed, counted up to 100,000.
    func waitingCount() async throws -> Int
    /// Gives up what was not delivered in time.
    func expire() async throws
}

/// An HTTP request of ours to an address that somebody else chose.
package struct OutgoingPost: Sendable, Hashable {
    package var url: String
    /// Names and values, without line breaks.
    package var headers: [String]
    package var body: String

    package init(url: String, headers: [String], body: String) {
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// Nobody answered.
package struct PostFailure: Error, Hashable {
    package var reason: String

    package init(_ reason: String) { self.reason = reason }
}

package protocol PostTransport: Sendable {
    /// Blocks.
    ///
    /// - Returns: the status code of the answer; what else it says is dropped.
    /// - Throws: ``PostFailure``.
    func send(_ post: OutgoingPost) throws -> Int
}
