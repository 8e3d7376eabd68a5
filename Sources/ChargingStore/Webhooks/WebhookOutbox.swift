package import Charging
import JSON
import Postgres

/// What webhooks are owed, for who sends it.
package struct WebhookOutbox: Sendable {
    /// How many of one webhook may be under way at once; of one that fails only one.
    private static let atOnce: Int64 = 4

    private let database: Database

    package init(_ database: Database) { self.database = database }
}

extension WebhookOutbox: WebhookBacklog {
    package func due(upTo count: Int) async throws -> [DueDelivery] {
        // Out of the way for longer than an attempt takes: another node does not send it too, and a server that ends in the
        // middle is made up for.
        let rows = try await database.query(
            """
            UPDATE webhook_deliveries d SET attempts = least(d.attempts, 1000000) + 1,
                next_attempt_at = now() + interval '1 minute', leased_until = now() + interval '1 minute'
            FROM (
                SELECT q.id, w.url, w.secret_encrypted FROM webhooks w CROSS JOIN LATERAL (
                    SELECT o.id, o.next_attempt_at FROM webhook_deliveries o
                    WHERE o.webhook_id = w.id AND o.status = 'PENDING' AND o.next_attempt_at <= now()
                        AND o.expires_at > now()
                    ORDER BY o.next_attempt_at, o.id
                    LIMIT greatest(0, CASE WHEN w.failing_since IS NULL THEN \(Self.atOnce) ELSE 1 END - (
                        SELECT count(*) FROM webhook_deliveries b WHERE b.webhook_id = w.id AND b.status = 'PENDING'
                            AND b.leased_until > now()))
                    FOR UPDATE SKIP LOCKED
                ) q WHERE w.is_active ORDER BY q.next_attempt_at, q.id LIMIT \(Int64(count))
            ) q WHERE d.id = q.id
            RETURNING d.id, d.attempts, q.url, q.secret_encrypted, d.organization_id, d.event, d.happened_at, d.facts
            """)
        return try rows.map { row in
            DueDelivery(
                id: WebhookDeliveryID(rawValue: try row.int64("id")), attempt: try row.int("attempts"),
                url: try row.string("url"), encryptedSecret: try row.bytes("secret_encrypted"),
                organization: OrganizationID(rawValue: try row.int64("organization_id")),
                event: try row.string("event"), happenedAt: Timestamp(microseconds: try row.timestamp("happened_at")),
                facts: try JSONValue(parsing: try row.json("facts")))
        }
    }

    package func waitingCount() async throws -> Int {
        let rows = try await database.query(
            """
            SELECT count(*) AS waiting FROM (
                SELECT FROM webhook_deliveries WHERE status = 'PENDING' AND expires_at > now() LIMIT 100000
            ) d
            """)
        return Int(clamping: try rows.first?.int64("waiting") ?? 0)
    }

    package func delivered(_ delivery: DueDelivery, code: Int) async throws {
        _ = try await database.query(
            """
            WITH done AS (
                UPDATE webhook_deliveries SET status = 'DELIVERED', delivered_at = now(), leased_until = NULL,
                    response_code = \(Int32(clamping: code)), failure = NULL
                WHERE id = \(delivery.id.rawValue) AND attempts = \(Int32(clamping: delivery.attempt))
                    AND status = 'PENDING' RETURNING webhook_id
            )
            UPDATE webhooks w SET failing_since = NULL FROM done
            WHERE w.id = done.webhook_id AND w.failing_since IS NOT NULL
            """)
    }

    package func failed(_ delivery: DueDelivery, code: Int?, _ reason: String, patience: Duration) async throws {
        _ = try await database.query(
            """
            WITH failed AS (
                UPDATE webhook_deliveries d SET response_code = \(code.map { Int32(clamping: $0) })::integer,
                    failure = left(\(reason)::text, 500), leased_until = NULL, next_attempt_at = now() + p.pause,
                    status = CASE WHEN now() + p.pause >= d.expires_at OR d.event = 'TEST' THEN 'FAILED' ELSE 'PENDING' END
                FROM (SELECT make_interval(secs => least(7200, 5 * 2 ^ least(\(Int32(clamping: delivery.attempt)), 12))
                    * (0.5 + random() / 2)) AS pause) p
                WHERE d.id = \(delivery.id.rawValue) AND d.attempts = \(Int32(clamping: delivery.attempt))
                    AND d.status = 'PENDING' RETURNING d.webhook_id, d.event
            ), marked AS (
                UPDATE webhooks w SET failing_since = coalesce(w.failing_since, now()),
                    is_active = w.failing_since IS NULL OR w.failing_since > now() - l.patience,
                    switched_off_at = CASE WHEN w.failing_since <= now() - l.patience THEN now() END
                FROM failed, (SELECT make_interval(secs => \(patience.secondsValue)) AS patience) l
                WHERE w.id = failed.webhook_id AND w.is_active AND failed.event <> 'TEST'
                RETURNING w.organization_id, w.name, w.is_active
            )
            INSERT INTO notification_causes (organization_id, kind, detail, happened_at)
            SELECT organization_id, 'WEBHOOK_SWITCHED_OFF', name, now() FROM marked WHERE NOT is_active
            """)
    }

    package func expire() async throws {
        _ = try await database.query(
            """
            UPDATE webhook_deliveries SET status = 'FAILED', leased_until = NULL,
                failure = coalesce(failure, 'it was not sent in time')
            WHERE status = 'PENDING' AND expires_at <= now() AND coalesce(leased_until, '-infinity') <= now()
            """)
    }
}
