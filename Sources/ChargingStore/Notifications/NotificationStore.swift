package import Charging
import JSON
import Postgres

/// The books of what people are to know, in PostgreSQL.
package struct NotificationStore: Sendable {
    let database: Database

    package init(_ database: Database) {
        self.database = database
    }
}

extension NotificationStore: NotificationBook {
    package func note(_ findings: [FindingNews]) async throws {
        _ = try await database.query(
            """
            INSERT INTO notification_causes (organization_id, station_id, kind, detail, happened_at)
            SELECT s.organization_id, s.id, 'CONNECTION_FINDING', i.kind, i.happened_at
            FROM unnest(\(findings.map(\.station.rawValue)), \(findings.map(\.kind.rawValue)),
                \(findings.map { PostgresTimestamp($0.at) })) AS i(station_id, kind, happened_at)
            JOIN stations s ON s.id = i.station_id
            """)
    }

    /// A station that nobody may charge at is not missed.
    package func watchPresence(patience: Duration, isFirst: Bool) async throws {
        _ = try await database.query(
            """
            WITH returned AS (
                DELETE FROM station_absences a USING stations s
                WHERE s.id = a.station_id AND (s.presence <> 'OFFLINE' OR NOT s.is_active)
                RETURNING a.organization_id, a.station_id, a.told_at IS NOT NULL AND s.presence = 'ONLINE' AS is_news
            ), begun AS (
                INSERT INTO station_absences (station_id, organization_id, since)
                SELECT s.id, s.organization_id, now() FROM stations s WHERE s.presence = 'OFFLINE' AND s.is_active
                    AND NOT EXISTS (SELECT FROM station_absences a WHERE a.station_id = s.id)
                ON CONFLICT DO NOTHING
            ), lasting AS (
                UPDATE station_absences a SET since = CASE WHEN \(isFirst) THEN now() ELSE a.since END,
                    told_at = CASE WHEN NOT \(isFirst) THEN now() END
                FROM stations s WHERE s.id = a.station_id AND s.presence = 'OFFLINE' AND s.is_active AND a.told_at IS NULL
                    AND (\(isFirst) OR a.since <= now() - make_interval(secs => \(patience.secondsValue)))
                RETURNING a.organization_id, a.station_id, a.since, a.told_at
            )
            INSERT INTO notification_causes (organization_id, station_id, kind, happened_at)
            SELECT organization_id, station_id, 'STATION_OFFLINE', since FROM lasting WHERE told_at IS NOT NULL
            UNION ALL SELECT organization_id, station_id, 'STATION_ONLINE', now() FROM returned WHERE is_news
            """)
    }

    package func tell(limit: Int) async throws -> (causes: Int, news: [NotificationNews]) {
        // Most of the time nothing has happened, and to find that out has to be cheap.
        guard try await !database.query("SELECT id FROM notification_causes ORDER BY id LIMIT 1").isEmpty else {
            return (0, [])
        }
        // On a connection of its own: of very many causes it takes long.
        let rows = try await database.alone(Telling.statement(limit: Int64(limit)))
        let news = try rows.compactMap { row -> NotificationNews? in
            guard let user = try row.optional.int64("user_id") else { return nil }
            return NotificationNews(
                organization: OrganizationID(rawValue: try row.int64("organization_id")),
                user: UserID(rawValue: user),
                ids: try row.int64Array("ids").compactMap { $0.map(NotificationID.init(rawValue:)) })
        }
        return (try rows.first?.int("causes") ?? 0, news)
    }

    package func dueMails(limit: Int, pause: Duration) async throws -> [DueMail] {
        let rows = try await database.query(
            """
            SELECT u.email, u.language, coalesce(q.time_zone, o.time_zone) AS time_zone, n.ids, x.kind, x.charge_point_id, x.connector_number, x.detail, x.count, x.last_at
            FROM (
                SELECT user_id, array_agg(id ORDER BY last_at DESC, id DESC) AS ids FROM notifications
                WHERE mail_due_at <= now() AND mail_due_at > now() - interval '1 day'
                GROUP BY user_id ORDER BY min(mail_due_at) LIMIT \(Int64(limit) * 10)
            ) n JOIN users u ON u.id = n.user_id JOIN organizations o ON o.id = u.organization_id
            LEFT JOIN quiet_hours q ON q.user_id = u.id
            CROSS JOIN LATERAL (
                SELECT m.kind, s.charge_point_id, m.connector_number, m.detail, m.count, m.last_at, m.id
                FROM notifications m LEFT JOIN stations s ON s.id = m.station_id
                WHERE m.id = ANY(n.ids[1:\(Int64(DueMail.lineLimit))])
            ) x
            WHERE u.is_active AND NOT u.is_invited AND NOT \(Self.isQuiet) AND NOT EXISTS (
                SELECT FROM notifications m WHERE m.user_id = u.id
                AND m.mailed_at > now() - make_interval(secs => \(pause.secondsValue)))
            ORDER BY u.id, x.last_at DESC, x.id DESC
            """)
        var mails: [DueMail] = []
        for row in rows {
            let recipient = try row.string("email")
            if mails.last?.recipient != recipient {
                guard mails.count < limit else { break }
                let ids = try row.int64Array("ids").compactMap { $0.map(NotificationID.init(rawValue:)) }
                let language = try row.optional.string("language").flatMap(Language.init) ?? .english
                mails.append(
                    DueMail(
                        recipient: recipient, language: language, ids: ids, lines: [],
                        timeZone: try row.optional.string("time_zone")))
            }
            if let line = try DueMail.Line(row) { mails[mails.count - 1].lines.append(line) }
        }
        return mails
    }

    /// What was only to be mailed is done with.
    package func post(_ mails: [NewMail], about ids: [NotificationID]) async throws {
        _ = try await database.query(
            """
            WITH posted AS (
                INSERT INTO mails (recipient, subject, body_encrypted)
                SELECT * FROM unnest(\(mails.map(\.recipient)), \(mails.map(\.subject)), \(mails.map(\.encryptedBody)))
            )
            UPDATE notifications SET mailed_at = now(), mail_due_at = NULL,
                read_at = CASE WHEN is_here THEN read_at ELSE coalesce(read_at, now()) END
            WHERE id = ANY(\(ids.rawValues))
            """)
    }

    /// Whether this is a quiet hour of `q`, which may be absent.
    private static let isQuiet: SQL = """
        coalesce((SELECT CASE WHEN q.from_minute < q.to_minute THEN m.minute >= q.from_minute AND m.minute < q.to_minute
                ELSE m.minute >= q.from_minute OR m.minute < q.to_minute END
            FROM (SELECT extract(hour FROM now() AT TIME ZONE q.time_zone) * 60
                + extract(minute FROM now() AT TIME ZONE q.time_zone) AS minute) m), false)
        """
}

extension DueMail.Line {
    /// Nil for a kind that this server does not know yet.
    fileprivate init?(_ row: PostgresRow) throws {
        guard let kind = NotificationKind(rawValue: try row.string("kind")) else { return nil }
        self.init(
            kind: kind, chargePointID: try row.optional.string("charge_point_id"),
            connector: try row.optional.int("connector_number"), detail: try row.optional.string("detail"),
            count: try row.int("count"), lastAt: Timestamp(microseconds: try row.timestamp("last_at")))
    }
}

extension Duration {
    var secondsValue: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1_000_000_000_000_000_000
    }
}
