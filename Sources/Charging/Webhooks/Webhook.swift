package struct WebhookID: RowIdentifier {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

package struct WebhookDeliveryID: RowIdentifier {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// What another system can be told of. The raw value is the word that is stored, shown and sent.
///
/// Where people are told of the same, it is one of their ``NotificationKind``.
package enum WebhookEvent: String, Sendable, Hashable, CaseIterable {
    case sessionStarted = "SESSION_STARTED"
    case sessionEnded = "SESSION_ENDED"
    case stationOffline = "STATION_OFFLINE"
    case stationOnline = "STATION_ONLINE"
    case connectorFaulted = "CONNECTOR_FAULTED"
    case firmwareInstalled = "FIRMWARE_INSTALLED"
    case firmwareFailed = "FIRMWARE_FAILED"
    case reservationExpired = "RESERVATION_EXPIRED"
    case reservationCancelled = "RESERVATION_CANCELLED"
    case tagRefused = "TAG_REFUSED"
    case certificateRequestWaiting = "CERTIFICATE_REQUEST_WAITING"
    case connectionFinding = "CONNECTION_FINDING"
    case serviceRequestChanged = "SERVICE_REQUEST_CHANGED"
    /// A person tries a webhook; none asks for it.
    case test = "TEST"
}

/// What is written down of a webhook, by the members of the API's inputs.
package struct WebhookDraft: Sendable, Hashable {
    package static let maximumPerOrganization = 20
    package static let testsInTenMinutes = 10

    package var name: String
    package var url: String
    package var events: [WebhookEvent]
    package var isActive: Bool

    package init(name: String, url: String, events: [WebhookEvent], isActive: Bool = true) {
        self.name = name
        self.url = url
        self.events = events
        self.isActive = isActive
    }
}

/// The key by which deliveries are signed.
package struct WebhookSecret: Sendable, Hashable {
    /// As the owner is shown it, once.
    package var text: String
    package var encrypted: [UInt8]

    package init(text: String, encrypted: [UInt8]) {
        self.text = text
        self.encrypted = encrypted
    }
}

package enum WebhookField: Sendable, Hashable, CaseIterable {
    case name, url, events, isActive, failingSince, switchedOffAt, createdBy, createdAt
}

package enum WebhookDeliveryField: Sendable, Hashable, CaseIterable {
    case webhookID, event, occurredAt, status, attempts, responseCode, failure, nextAttemptAt, createdAt, deliveredAt
}

/// Webhooks and what they are owed; none for who may not look after them.
package protocol WebhookReading: Sendable {
    /// By name.
    func webhooks(
        page: PageRequest, fields: Set<WebhookField>, viewer: Viewer
    ) async throws -> RowPages<WebhookField>
    func webhooks(ids: [WebhookID], fields: Set<WebhookField>, viewer: Viewer) async throws -> RowBatch<WebhookField>
    /// Newest first, one page for each webhook.
    func deliveries(
        ofWebhooks webhooks: [WebhookID], page: PageRequest, fields: Set<WebhookDeliveryField>, viewer: Viewer
    ) async throws -> RowPages<WebhookDeliveryField>
    func webhookDeliveries(
        ids: [WebhookDeliveryID], fields: Set<WebhookDeliveryField>, viewer: Viewer
    ) async throws -> RowBatch<WebhookDeliveryField>
}

package protocol WebhookWriting: Sendable {
    /// - Throws: ``ChargingError`` `.forbidden`, or `.limitExceeded`.
    func createWebhook(_ webhook: WebhookDraft, secret: WebhookSecret, viewer: Viewer) async throws -> WebhookID
    /// One that is switched on starts anew: what failed before does not count.
    ///
    /// - Parameter secret: another one, from the next attempt on.
    /// - Throws: ``ChargingError`` `.forbidden` or `.notFound`, or what `change` throws.
    func updateWebhook(
        _ id: WebhookID, secret: WebhookSecret?, viewer: Viewer,
        _ change: @Sendable (inout WebhookDraft) throws -> Void
    ) async throws
    /// All of them, with their deliveries, or none.
    func deleteWebhooks(_ ids: [WebhookID], viewer: Viewer) async throws
    /// Sends it once more, and for a day again, under the same id.
    ///
    /// - Throws: ``ChargingError`` `.conflict` while it waits to be sent anyway, or the webhook is off.
    func redeliver(_ id: WebhookDeliveryID, viewer: Viewer) async throws
    /// Owes the webhook one event that says it is a test, sent before what waits, once, within a minute or never.
    ///
    /// - Throws: ``ChargingError`` `.conflict` while another test is under way, or the webhook is off; `.limitExceeded`
    ///   after ``WebhookDraft/testsInTenMinutes``.
    func testWebhook(_ id: WebhookID, viewer: Viewer) async throws -> WebhookDeliveryID
}

/// What only the server itself knows of webhooks.
package protocol WebhookDesk: Sendable {
    func makeSecret() throws -> WebhookSecret
    /// - Throws: ``ChargingError`` `.badInput` for an address that nothing would be sent to.
    func check(url: String) throws
}
