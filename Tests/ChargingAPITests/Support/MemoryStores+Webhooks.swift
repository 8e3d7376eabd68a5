import Charging
import JSON
import Synchronization

/// One webhook of each organization with one delivery; changes are tested on the database.
extension MemoryStores: WebhookReading, WebhookWriting {
    private func visible<Field>(_ rows: [MemoryRow<Field>], _ viewer: Viewer) -> [MemoryRow<Field>] {
        Rights.actions(of: viewer.role).contains(.manageWebhooks) ? rows.filter { $0.isVisible(to: viewer) } : []
    }

    private static let webhooks = [(Int64(1), "Alpha"), (2, "Beta")].map { id, name in
        MemoryRow<WebhookField>(
            id: id, organization: id,
            values: [
                .name: .text("Webhook \(name)"), .url: .text("https://example.com/\(name)"),
                .events: .document(["SESSION_ENDED"]), .isActive: .boolean(true), .createdBy: .integer(id * 100 + 1),
                .createdAt: .time(MemoryWorld.start),
            ])
    }

    private static let deliveries = [(Int64(1), "Alpha"), (2, "Beta")].map { id, name in
        MemoryRow<WebhookDeliveryField>(
            id: id, organization: id,
            values: [
                .webhookID: .integer(id), .event: .text("SESSION_ENDED"), .occurredAt: .time(MemoryWorld.start),
                .status: .text("PENDING"), .attempts: .integer(1), .failure: .text("Failure of \(name)"),
                .nextAttemptAt: .time(MemoryWorld.start), .createdAt: .time(MemoryWorld.start),
            ])
    }

    func webhooks(
        page: PageRequest, fields: Set<WebhookField>, viewer: Viewer
    ) async throws -> RowPages<WebhookField> {
        try call("webhooks", fields) { _ in
            RowPages([visible(Self.webhooks, viewer)], page: page, fields: fields) { .text($0.text(.name) ?? "") }
        }
    }

    func webhooks(ids: [WebhookID], fields: Set<WebhookField>, viewer: Viewer) async throws -> RowBatch<WebhookField> {
        try call("webhooks(ids)", fields) { _ in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(visible(Self.webhooks, viewer).filter { wanted.contains($0.id) }, fields: fields)
        }
    }

    func deliveries(
        ofWebhooks webhooks: [WebhookID], page: PageRequest, fields: Set<WebhookDeliveryField>, viewer: Viewer
    ) async throws -> RowPages<WebhookDeliveryField> {
        try call("deliveries(ofWebhooks)", fields) { _ in
            let parents = webhooks.map { id in visible(Self.deliveries, viewer).filter { $0.id == id.rawValue } }
            return RowPages(parents, page: page, fields: fields) { .integer($0.id) }
        }
    }

    func webhookDeliveries(
        ids: [WebhookDeliveryID], fields: Set<WebhookDeliveryField>, viewer: Viewer
    ) async throws -> RowBatch<WebhookDeliveryField> {
        try call("webhookDeliveries(ids)", fields) { _ in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(visible(Self.deliveries, viewer).filter { wanted.contains($0.id) }, fields: fields)
        }
    }

    func createWebhook(_ webhook: WebhookDraft, secret: WebhookSecret, viewer: Viewer) async throws -> WebhookID {
        try call("createWebhook \(webhook.name) \(webhook.events.map(\.rawValue))", [String]()) { _ in
            WebhookID(rawValue: 1)
        }
    }

    func updateWebhook(
        _ id: WebhookID, secret: WebhookSecret?, viewer: Viewer,
        _ change: @Sendable (inout WebhookDraft) throws -> Void
    ) async throws {
        var webhook = WebhookDraft(name: "Webhook", url: "https://example.com/", events: [.sessionEnded])
        try change(&webhook)
        _ = try call("updateWebhook \(id) \(webhook) secret=\(secret != nil)", [String]()) { _ in 1 }
    }

    func deleteWebhooks(_ ids: [WebhookID], viewer: Viewer) async throws {
        _ = try call("deleteWebhooks \(ids)", [String]()) { _ in 1 }
    }

    func redeliver(_ id: WebhookDeliveryID, viewer: Viewer) async throws {
        _ = try call("redeliver \(id)", [String]()) { _ in 1 }
    }

    func testWebhook(_ id: WebhookID, viewer: Viewer) async throws -> WebhookDeliveryID {
        try call("testWebhook \(id)", [String]()) { _ in WebhookDeliveryID(rawValue: id.rawValue) }
    }
}

/// Makes the same secret every time, and refuses one address.
struct OpenWebhookDesk: WebhookDesk {
    func makeSecret() throws -> WebhookSecret { WebhookSecret(text: "whsec_test", encrypted: [1, 2, 3]) }

    func check(url: String) throws {
        guard url.hasPrefix("https://") else {
            throw ChargingError(.badInput, "url has to begin with https://.", field: "url")
        }
    }
}
