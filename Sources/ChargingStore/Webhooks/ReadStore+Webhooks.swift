package import Charging
import Postgres

extension ReadStore: WebhookReading {
    package func webhooks(
        page: PageRequest, fields: Set<WebhookField>, viewer: Viewer
    ) async throws -> RowPages<WebhookField> {
        try await Listing<WebhookField>(
            source: "webhooks r", conditions: [viewer.condition(on: .webhooks)],
            order: ListOrder(key: "r.name", kind: .text)
        ).page(page, fields: fields, in: database)
    }

    package func webhooks(
        ids: [WebhookID], fields: Set<WebhookField>, viewer: Viewer
    ) async throws -> RowBatch<WebhookField> {
        try await rows("webhooks r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .webhooks))
    }

    package func deliveries(
        ofWebhooks webhooks: [WebhookID], page: PageRequest, fields: Set<WebhookDeliveryField>, viewer: Viewer
    ) async throws -> RowPages<WebhookDeliveryField> {
        try await Listing<WebhookDeliveryField>(
            source: "webhook_deliveries r", conditions: ["r.webhook_id = p.id", viewer.condition(on: .webhooks)],
            order: ListOrder(key: "r.id", kind: .integer, isDescending: true)
        ).pages(ofParents: webhooks.rawValues, page: page, fields: fields, in: database)
    }

    package func webhookDeliveries(
        ids: [WebhookDeliveryID], fields: Set<WebhookDeliveryField>, viewer: Viewer
    ) async throws -> RowBatch<WebhookDeliveryField> {
        try await rows(
            "webhook_deliveries r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .webhooks))
    }
}

extension WebhookField: StoredField {
    var column: StoredColumn {
        switch self {
        case .name: .text("r.name")
        case .url: .text("r.url")
        case .events: .document("to_jsonb(r.events)")
        case .isActive: .boolean("r.is_active")
        case .failingSince: .timestamp("r.failing_since")
        case .switchedOffAt: .timestamp("r.switched_off_at")
        case .createdBy: .integer("r.created_by")
        case .createdAt: .timestamp("r.created_at")
        }
    }
}

extension WebhookDeliveryField: StoredField {
    var column: StoredColumn {
        switch self {
        case .webhookID: .integer("r.webhook_id")
        case .event: .text("r.event")
        case .occurredAt: .timestamp("r.happened_at")
        case .status: .text("r.status")
        case .attempts: .integer("r.attempts")
        case .responseCode: .integer("r.response_code")
        case .failure: .text("r.failure")
        case .nextAttemptAt:
            .timestamp("CASE WHEN r.status = 'PENDING' THEN greatest(r.next_attempt_at, r.created_at) END")
        case .createdAt: .timestamp("r.created_at")
        case .deliveredAt: .timestamp("r.delivered_at")
        }
    }
}
