package import Charging
import Postgres

/// The mails that wait, for who sends them.
package struct MailOutbox: Sendable {
    /// Given up after this many attempts, the last about a day after the first.
    private static let attemptLimit: Int32 = 12

    private let database: Database

    package init(_ database: Database) { self.database = database }
}

extension MailOutbox: MailBacklog {
    package func due(upTo count: Int) async throws -> [QueuedMail] {
        // Out of the way for longer than a round takes: another node does not send it too, and one that ends in the middle is
        // made up for.
        let rows = try await database.query(
            """
            UPDATE mails m SET attempts = m.attempts + 1, next_attempt_at = now() + interval '15 minutes'
            FROM (SELECT id FROM mails WHERE body_encrypted IS NOT NULL AND next_attempt_at <= now()
                ORDER BY next_attempt_at, id LIMIT \(Int64(count)) FOR UPDATE SKIP LOCKED) d
            WHERE m.id = d.id RETURNING m.id, m.recipient, m.subject, m.body_encrypted
            """)
        return try rows.map { row in
            QueuedMail(
                id: try row.int64("id"),
                mail: NewMail(
                    recipient: try row.string("recipient"), subject: try row.string("subject"),
                    encryptedBody: try row.bytes("body_encrypted")))
        }
    }

    package func waitingCount() async throws -> Int {
        let rows = try await database.query("SELECT count(*) AS count FROM mails WHERE body_encrypted IS NOT NULL")
        return Int(clamping: try rows.map { try $0.int64("count") }.first ?? 0)
    }

    package func sent(_ id: Int64) async throws {
        _ = try await database.query(
            "UPDATE mails SET sent_at = now(), body_encrypted = NULL, failure = NULL WHERE id = \(id)")
    }

    package func failed(_ id: Int64, _ reason: String, isFinal: Bool) async throws {
        _ = try await database.query(
            """
            UPDATE mails SET failure = left(\(reason)::text, 500),
                next_attempt_at = now() + least(interval '6 hours', make_interval(secs => 15 * 2 ^ least(attempts, 12))),
                body_encrypted = CASE WHEN \(isFinal) OR attempts >= \(Self.attemptLimit) THEN NULL ELSE body_encrypted END
            WHERE id = \(id)
            """)
    }
}
