import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    static var webhookTypes: [ResolverGroup<APIContext>] {
        [
            webhook, delivery, createPayload, updatePayload, sentPayload("RedeliverPayload"),
            sentPayload("TestWebhookPayload"),
        ]
    }

    private static var webhook: ResolverGroup<APIContext> {
        var webhook = ResolverGroup<APIContext>("Webhook")
        webhook.globalID(of: WebhookField.self)
        webhook.column("name", WebhookField.name)
        webhook.column("url", WebhookField.url)
        webhook["events"] = .leaf(on: Records<WebhookField>.self) { webhooks, _, _ in
            let events = Items(
                webhooks.pick(try webhooks.batch.documents(.events)).map { $0?.array?.compactMap(\.string) ?? [] })
            return .lists(of: .strings(events.items), offsets: events.offsets)
        }
        webhook.column("isActive", WebhookField.isActive)
        webhook.column("failingSince", WebhookField.failingSince)
        webhook.column("switchedOffAt", WebhookField.switchedOffAt)
        webhook["createdBy"] = reference(from: WebhookField.createdBy, to: UserField.self)
        webhook.column("createdAt", WebhookField.createdAt)
        webhook["deliveries"] = pages(of: WebhookField.self, as: .webhookDeliveries) {
            webhooks, page, fields, _, context in
            try await context.stores.upkeep.webhooks.deliveries(
                ofWebhooks: webhooks.map(WebhookID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
        return webhook
    }

    private static var delivery: ResolverGroup<APIContext> {
        var delivery = ResolverGroup<APIContext>("WebhookDelivery")
        delivery.globalID(of: WebhookDeliveryField.self)
        delivery["webhook"] = reference(from: WebhookDeliveryField.webhookID, to: WebhookField.self)
        delivery.column("event", WebhookDeliveryField.event)
        delivery.column("occurredAt", WebhookDeliveryField.occurredAt)
        delivery.column("status", WebhookDeliveryField.status)
        delivery.column("attempts", WebhookDeliveryField.attempts)
        delivery.column("responseCode", WebhookDeliveryField.responseCode)
        delivery.words("failure", WebhookDeliveryField.failure)
        delivery.column("nextAttemptAt", WebhookDeliveryField.nextAttemptAt)
        delivery.column("createdAt", WebhookDeliveryField.createdAt)
        delivery.column("deliveredAt", WebhookDeliveryField.deliveredAt)
        return delivery
    }

    private static var createPayload: ResolverGroup<APIContext> {
        var payload = savedPayload("CreateWebhookPayload")
        payload["secret"] = .leaf(on: SavedWebhook.self) { payloads, _, _ in .strings([payloads.batch.secret]) }
        return payload
    }

    private static var updatePayload: ResolverGroup<APIContext> {
        var payload = savedPayload("UpdateWebhookPayload")
        payload["secret"] = .leaf(on: SavedWebhook.self) { payloads, _, _ in .strings([payloads.batch.secret]) }
        return payload
    }

    private static func savedPayload(_ name: String) -> ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>(name)
        payload["webhook"] = .load(on: SavedWebhook.self, by: WebhookField.loader) { payloads, _, _ in
            [payloads.batch.id]
        }
        return payload
    }

    private static func sentPayload(_ name: String) -> ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>(name)
        payload["delivery"] = .load(on: Payload<WebhookDeliveryField>.self, by: WebhookDeliveryField.loader) {
            payloads, _, _ in
            [payloads.batch.id]
        }
        return payload
    }
}

/// What a mutation made of a webhook, and the secret, which is shown this once.
struct SavedWebhook: ObjectBatch {
    let id: Int64
    let secret: String?
    var count: Int { 1 }
}

extension WebhookField: NodeField {
    static let nodeType = NodeType.webhook
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.upkeep.webhooks.webhooks(
            ids: ids.map(WebhookID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [WebhookField]] = [
        "name": [.name], "url": [.url], "events": [.events], "isActive": [.isActive], "failingSince": [.failingSince],
        "switchedOffAt": [.switchedOffAt], "createdBy": [.createdBy], "createdAt": [.createdAt], "deliveries": [],
    ]
}

extension WebhookDeliveryField: NodeField {
    static let nodeType = NodeType.webhookDelivery
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.upkeep.webhooks.webhookDeliveries(
            ids: ids.map(WebhookDeliveryID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [WebhookDeliveryField]] = [
        "webhook": [.webhookID], "event": [.event], "occurredAt": [.occurredAt], "status": [.status],
        "attempts": [.attempts], "responseCode": [.responseCode], "failure": [.failure],
        "nextAttemptAt": [.nextAttemptAt], "createdAt": [.createdAt], "deliveredAt": [.deliveredAt],
    ]
}
