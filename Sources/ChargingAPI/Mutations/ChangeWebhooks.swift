import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var webhookMutations: KeyValuePairs<String, FieldResolver<APIContext>> {
        [
            "createWebhook": createWebhook, "updateWebhook": updateWebhook, "deleteWebhooks": deleteWebhooks,
            "redeliver": redeliver, "testWebhook": testWebhook,
        ]
    }

    private static var createWebhook: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.manageWebhooks)
            let input = InputReader(field.object("input")), upkeep = context.stores.upkeep
            let webhook = WebhookDraft(
                name: try input.required("name", try input.name("name", upTo: 100)),
                url: try input.required("url", try input.url(by: upkeep.webhookDesk)),
                events: try input.required("events", try input.events()),
                isActive: input.boolean("isActive") ?? true)
            let secret = try upkeep.webhookDesk.makeSecret()
            let id = try await upkeep.webhookChanges.createWebhook(webhook, secret: secret, viewer: context.viewer)
            return .one(SavedWebhook(id: id.rawValue, secret: secret.text))
        }
    }

    private static var updateWebhook: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.manageWebhooks)
            let input = InputReader(field.object("input")), upkeep = context.stores.upkeep
            let id = try input.required("id", try input.id("id", .webhook).map(WebhookID.init(rawValue:)))
            let name = try input.name("name", upTo: 100), url = try input.url(by: upkeep.webhookDesk)
            let events = try input.events(), isActive = input.boolean("isActive")
            let secret = input.boolean("renewSecret") ?? false ? try upkeep.webhookDesk.makeSecret() : nil
            try await upkeep.webhookChanges.updateWebhook(id, secret: secret, viewer: context.viewer) {
                $0.name = name ?? $0.name
                $0.url = url ?? $0.url
                $0.events = events ?? $0.events
                $0.isActive = isActive ?? $0.isActive
            }
            return .one(SavedWebhook(id: id.rawValue, secret: secret?.text))
        }
    }

    private static var deleteWebhooks: FieldResolver<APIContext> {
        deletion(.webhook, right: .manageWebhooks) { ids, context in
            try await context.stores.upkeep.webhookChanges.deleteWebhooks(
                ids.map(WebhookID.init(rawValue:)), viewer: context.viewer)
        }
    }

    private static var redeliver: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.manageWebhooks)
            let input = InputReader(field.object("input"))
            let id = try input.required("id", try input.id("id", .webhookDelivery))
            try await context.stores.upkeep.webhookChanges.redeliver(
                WebhookDeliveryID(rawValue: id), viewer: context.viewer)
            return .one(Payload<WebhookDeliveryField>(id: id))
        }
    }

    private static var testWebhook: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.manageWebhooks)
            let input = InputReader(field.object("input"))
            let id = try input.required("id", try input.id("id", .webhook).map(WebhookID.init(rawValue:)))
            let delivery = try await context.stores.upkeep.webhookChanges.testWebhook(id, viewer: context.viewer)
            return .one(Payload<WebhookDeliveryField>(id: delivery.rawValue))
        }
    }
}

extension InputReader {
    fileprivate func url(by desk: any WebhookDesk) throws -> String? {
        guard let url = try name("url", upTo: 2_000) else { return nil }
        try desk.check(url: url)
        return url
    }

    fileprivate func events() throws -> [WebhookEvent]? {
        let events: [WebhookEvent]? = try words("events", as: WebhookEvent.self)
        if let events, events.isEmpty { throw refusal("events", "is empty.") }
        if let events, events.contains(.test) {
            throw refusal("events", "cannot contain TEST, which is sent by `testWebhook` alone.")
        }
        return events
    }
}
