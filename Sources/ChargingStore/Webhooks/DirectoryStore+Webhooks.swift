package import Charging
import Postgres

extension DirectoryStore: WebhookWriting {
    package func createWebhook(
        _ webhook: WebhookDraft, secret: WebhookSecret, viewer: Viewer
    ) async throws -> WebhookID {
        try viewer.require(.manageWebhooks)
        return try await database.withTransaction { transaction in
            let organization = viewer.organizationID.rawValue
            // One after the other, so that the count holds.
            try await transaction.query(
                "SELECT r.id FROM organizations r WHERE r.id = \(organization) FOR NO KEY UPDATE")
            let count = try await transaction.query(
                "SELECT count(*) AS count FROM webhooks WHERE organization_id = \(organization)"
            ).single().int("count")
            guard count < WebhookDraft.maximumPerOrganization else {
                throw ChargingError(
                    .limitExceeded,
                    "the organization has \(count) webhooks; up to \(WebhookDraft.maximumPerOrganization) are allowed")
            }
            let id = try await transaction.query(
                """
                INSERT INTO webhooks (organization_id, name, url, events, secret_encrypted, is_active, created_by)
                VALUES (\(organization), \(webhook.name), \(webhook.url), \(webhook.events.map(\.rawValue)),
                    \(secret.encrypted), \(webhook.isActive), \(viewer.userID.rawValue)) RETURNING id
                """
            ).single().int64("id")
            return WebhookID(rawValue: id)
        }
    }

    package func updateWebhook(
        _ id: WebhookID, secret: WebhookSecret?, viewer: Viewer,
        _ change: @Sendable (inout WebhookDraft) throws -> Void
    ) async throws {
        try viewer.require(.manageWebhooks)
        try await database.withTransaction { transaction in
            let rows = try await transaction.query(
                """
                SELECT r.name, r.url, r.events, r.is_active FROM webhooks r
                WHERE r.id = \(id.rawValue) AND \(viewer.condition(on: .webhooks)) FOR NO KEY UPDATE
                """)
            guard let row = rows.first else {
                throw ChargingError(.notFound, "this webhook does not exist", field: "id")
            }
            var webhook = WebhookDraft(
                name: try row.string("name"), url: try row.string("url"),
                events: try row.stringArray("events").compactMap { $0.flatMap(WebhookEvent.init(rawValue:)) },
                isActive: try row.bool("is_active"))
            let wasActive = webhook.isActive
            try change(&webhook)
            let isSwitchedOn = webhook.isActive && !wasActive
            try await transaction.query(
                """
                UPDATE webhooks SET name = \(webhook.name), url = \(webhook.url),
                    events = \(webhook.events.map(\.rawValue)), is_active = \(webhook.isActive),
                    secret_encrypted = coalesce(\(secret?.encrypted)::bytea, secret_encrypted),
                    failing_since = CASE WHEN NOT \(isSwitchedOn) THEN failing_since END,
                    switched_off_at = CASE WHEN NOT \(webhook.isActive) THEN switched_off_at END
                WHERE id = \(id.rawValue)
                """)
        }
    }

    /// What happens meanwhile waits for this, or this for it: see ``LockOrder``.
    package func deleteWebhooks(_ ids: [WebhookID], viewer: Viewer) async throws {
        try viewer.require(.manageWebhooks)
        let wanted = Set(ids.rawValues).sorted()
        try await database.withYieldingTransaction { transaction in
            let found = try await transaction.query(
                """
                SELECT r.id FROM webhooks r WHERE r.id = ANY(\(wanted)) AND \(viewer.condition(on: .webhooks))
                ORDER BY r.id FOR UPDATE
                """)
            guard found.count == wanted.count else {
                throw ChargingError(.notFound, "not all of these webhooks exist", field: "ids")
            }
            try await transaction.query("DELETE FROM webhooks WHERE id = ANY(\(wanted))")
        }
    }

    package func redeliver(_ id: WebhookDeliveryID, viewer: Viewer) async throws {
        try viewer.require(.manageWebhooks)
        try await database.withTransaction { transaction in
            let rows = try await transaction.query(
                """
                SELECT r.status, w.is_active FROM webhook_deliveries r JOIN webhooks w ON w.id = r.webhook_id
                WHERE r.id = \(id.rawValue) AND \(viewer.condition(on: .webhooks)) FOR UPDATE OF r
                """)
            guard let row = rows.first else {
                throw ChargingError(.notFound, "this delivery does not exist", field: "id")
            }
            guard try row.string("status") != "PENDING" else {
                throw ChargingError(.conflict, "this delivery waits to be sent already", field: "id")
            }
            guard try row.bool("is_active") else {
                throw ChargingError(.conflict, "the webhook is switched off; switch it on first", field: "id")
            }
            try await transaction.query(
                """
                UPDATE webhook_deliveries SET status = 'PENDING', next_attempt_at = now(), leased_until = NULL,
                    expires_at = now() + interval '1 day', delivered_at = NULL, failure = NULL, response_code = NULL
                WHERE id = \(id.rawValue)
                """)
        }
    }

    package func testWebhook(_ id: WebhookID, viewer: Viewer) async throws -> WebhookDeliveryID {
        try viewer.require(.manageWebhooks)
        return try await database.withTransaction { transaction in
            // One after the other, so that the counts hold.
            let rows = try await transaction.query(
                """
                SELECT r.organization_id, r.is_active FROM webhooks r
                WHERE r.id = \(id.rawValue) AND \(viewer.condition(on: .webhooks)) FOR NO KEY UPDATE
                """)
            guard let row = rows.first else {
                throw ChargingError(.notFound, "this webhook does not exist", field: "id")
            }
            guard try row.bool("is_active") else {
                throw ChargingError(.conflict, "the webhook is switched off; switch it on first", field: "id")
            }
            try await transaction.requireTestIsAllowed(of: id)
            // Due for a day already: before what waits.
            let delivery = try await transaction.query(
                """
                INSERT INTO webhook_deliveries (organization_id, webhook_id, event, happened_at, facts, next_attempt_at,
                    expires_at)
                VALUES (\(row.int64("organization_id")), \(id.rawValue), 'TEST', now(), '{}', now() - interval '1 day',
                    now() + interval '1 minute') RETURNING id
                """
            ).single().int64("id")
            return WebhookDeliveryID(rawValue: delivery)
        }
    }
}

extension Database.Transaction {
    fileprivate func requireTestIsAllowed(of webhook: WebhookID) async throws {
        let tests = try await query(
            """
            SELECT count(*) AS count, count(*) FILTER (WHERE status = 'PENDING') AS waiting FROM webhook_deliveries
            WHERE webhook_id = \(webhook.rawValue) AND event = 'TEST' AND created_at > now() - interval '10 minutes'
            """
        ).single()
        guard try tests.int("waiting") == 0 else {
            throw ChargingError(
                .conflict, "a test of this webhook is under way; see what becomes of it first", field: "id")
        }
        guard try tests.int("count") < WebhookDraft.testsInTenMinutes else {
            throw ChargingError(
                .limitExceeded,
                "a webhook is tested up to \(WebhookDraft.testsInTenMinutes) times in ten minutes; wait a little",
                field: "id")
        }
    }
}
