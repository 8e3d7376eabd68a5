import Charging
import Postgres

/// The one statement that turns what happened into what people are told.
///
/// Those whom it is about are told even where they are guests of the station's owner; everything else that happens there is for
/// the owner's people alone. For each person, kind and station there is one row that counts as long as it is not read, or was read less than an hour
/// ago. Where a kind of thing happens to more than ``crowd`` stations of an organization within a minute, there is one for
/// all of them, without a station. Each person keeps the newest ``keptPerPerson``.
enum Telling {
    static let crowd: Int64 = 20
    static let keptPerPerson: Int64 = 500

    static func statement(limit: Int64) -> Statement {
        """
        WITH next AS MATERIALIZED (\(next(limit))), taken AS (\(taken)), known AS (\(known)), noted AS (\(noted)), crowds AS (\(crowds)),
        grouped AS (\(grouped)), told AS (\(staff) UNION ALL \(persons)), wanted AS (\(wanted)), found AS (\(found)),
        changed AS (\(changed)), added AS (\(added)), trimmed AS (\(trimmed))
        SELECT c.causes, x.organization_id, x.user_id, x.ids FROM (SELECT count(*) AS causes FROM taken) c
        LEFT JOIN (
            SELECT organization_id, user_id, array_agg(id ORDER BY id) AS ids
            FROM (SELECT * FROM changed UNION ALL SELECT * FROM added) n WHERE is_here GROUP BY organization_id, user_id
        ) x ON true
        """
    }

    private static func next(_ limit: Int64) -> Statement {
        "SELECT id FROM notification_causes ORDER BY id LIMIT \(limit) FOR UPDATE SKIP LOCKED"
    }

    private static let taken: SQL = """
        DELETE FROM notification_causes c USING next WHERE c.id = next.id RETURNING c.*
        """

    /// Those whose station is still there, or that are about none, and who asked for what happened, where it was somebody.
    private static let known: SQL = """
        SELECT t.*, coalesce(t.caused_by, o.requested_by) AS requested_by FROM taken t
        LEFT JOIN stations s ON s.organization_id = t.organization_id AND s.id = t.station_id
        LEFT JOIN reservations v ON v.organization_id = t.organization_id AND v.id = t.reservation_id
            AND t.kind = 'RESERVATION_CANCELLED'
        LEFT JOIN LATERAL (
            SELECT c.requested_by FROM operations c WHERE c.station_id = v.station_id AND c.kind = 'CANCEL_RESERVATION'
                AND c.request ->> 'reservationId' = v.number::text
                AND coalesce(v.reason, 'UNKNOWN_TO_STATION') = 'UNKNOWN_TO_STATION'
            ORDER BY c.requested_at DESC, c.id DESC LIMIT 1
        ) o ON true
        WHERE t.station_id IS NULL OR s.id IS NOT NULL
        """

    private static let noted: SQL = """
        INSERT INTO notification_subjects (organization_id, kind, station_id, last_at)
        SELECT DISTINCT organization_id, kind, station_id, now() FROM known
        WHERE station_id IS NOT NULL ORDER BY organization_id, kind, station_id
        ON CONFLICT (organization_id, kind, station_id) DO UPDATE SET last_at = excluded.last_at
        """

    private static var crowds: Statement {
        """
        SELECT k.organization_id, k.kind FROM (
            SELECT organization_id, kind, array_agg(DISTINCT station_id) AS stations FROM known GROUP BY organization_id, kind
        ) k WHERE CASE WHEN cardinality(k.stations) > \(crowd) THEN true ELSE cardinality(k.stations) + (
            SELECT count(*) FROM notification_subjects n WHERE n.organization_id = k.organization_id AND n.kind = k.kind
            AND n.last_at > now() - interval '1 minute' AND n.station_id <> ALL(k.stations)) > \(crowd) END
        """
    }

    /// By kind and station; of a crowd by kind alone.
    private static let grouped: SQL = """
        SELECT k.organization_id, k.kind, CASE WHEN c.kind IS NULL THEN k.station_id END AS station_id,
            CASE WHEN max(c.kind) IS NULL THEN (array_agg(k.connector_number ORDER BY k.id DESC))[1] END
                AS connector_number,
            CASE WHEN max(c.kind) IS NULL THEN (array_agg(k.detail ORDER BY k.id DESC))[1] END AS detail,
            CASE WHEN max(c.kind) IS NULL THEN max(k.reservation_id) END AS reservation_id,
            CASE WHEN max(c.kind) IS NULL THEN max(k.service_request_id) END AS service_request_id,
            count(*)::integer AS count, min(k.happened_at) AS first_at, max(k.happened_at) AS last_at,
            CASE WHEN count(DISTINCT coalesce(k.requested_by, 0)) = 1 THEN max(k.requested_by) END AS requested_by
        FROM known k LEFT JOIN crowds c ON c.organization_id = k.organization_id AND c.kind = k.kind
        GROUP BY k.organization_id, k.kind, CASE WHEN c.kind IS NULL THEN k.station_id END
        """

    /// Those who are told by their role.
    private static var staff: Statement {
        let pairs = NotificationKind.allCases.flatMap { kind in kind.audience.map { (kind.rawValue, $0.rawValue) } }
            .sorted { $0 < $1 }
        return """
            SELECT g.organization_id, g.organization_id AS owner_id, u.id AS user_id, g.kind, g.station_id, g.connector_number, g.detail,
                g.reservation_id, NULL::bigint AS session_id, g.service_request_id, g.count, g.first_at,
                g.last_at, false AS is_personal
            FROM grouped g JOIN unnest(\(pairs.map(\.0)), \(pairs.map(\.1))) AS a(kind, role) ON a.kind = g.kind
            JOIN users u ON u.organization_id = g.organization_id AND u.role = a.role AND u.is_active
                AND u.id IS DISTINCT FROM g.requested_by
            """
    }

    /// Those whom it is about: who reserved, whose tag it was, and whose turn it is. Of another organization are those alone
    /// whose tag is theirs too.
    private static let persons: SQL = """
        SELECT u.organization_id, k.organization_id, p.user_id, k.kind, k.station_id, max(k.connector_number), max(k.detail),
            max(k.reservation_id), max(k.session_id), max(k.service_request_id), count(*)::integer,
            min(k.happened_at), max(k.happened_at), true
        FROM known k CROSS JOIN LATERAL (
            SELECT v.created_by AS user_id, t.organization_id AS guests FROM reservations v
                LEFT JOIN tags t ON t.id = v.tag_id WHERE v.id = k.reservation_id
            UNION SELECT t.user_id, t.organization_id FROM reservations v JOIN tags t ON t.id = v.tag_id
                WHERE v.id = k.reservation_id
            UNION SELECT q.created_by, NULL FROM service_requests q WHERE q.id = k.service_request_id
            UNION SELECT q.id, q.organization_id FROM users q WHERE q.id = k.user_id
            UNION SELECT t.user_id, t.organization_id FROM sessions x JOIN tags t ON t.id = x.tag_id
                WHERE x.id = k.session_id
        ) p JOIN users u ON u.id = p.user_id AND u.organization_id IN (k.organization_id, p.guests) AND u.is_active
        WHERE coalesce(k.reservation_id, k.session_id, k.service_request_id, k.user_id) IS NOT NULL
            AND p.user_id IS DISTINCT FROM k.requested_by
        GROUP BY u.organization_id, k.organization_id, p.user_id, k.kind, k.station_id
        """

    /// Once for each person, as the person wants it.
    private static let wanted: SQL = """
        SELECT t.organization_id, t.owner_id, t.user_id, t.kind, t.station_id, max(t.connector_number) AS connector_number,
            left(max(t.detail), 200) AS detail, max(t.reservation_id) AS reservation_id, max(t.session_id) AS session_id,
            max(t.service_request_id) AS service_request_id,
            max(t.count) AS count, min(t.first_at) AS first_at, max(t.last_at) AS last_at,
            bool_or(t.is_personal) AS is_personal, coalesce(p.is_here, true) AS is_here,
            coalesce(p.is_mailed, false) AS is_mailed
        FROM told t LEFT JOIN notification_preferences p ON p.user_id = t.user_id AND p.kind = t.kind
        WHERE coalesce(p.is_here, true) OR coalesce(p.is_mailed, false)
        GROUP BY t.organization_id, t.owner_id, t.user_id, t.kind, t.station_id, p.is_here, p.is_mailed
        """

    private static let found: SQL = """
        SELECT w.*, n.id AS notification_id FROM wanted w LEFT JOIN LATERAL (
            SELECT n.id, n.read_at, n.last_at FROM notifications n WHERE n.user_id = w.user_id AND n.kind = w.kind
                AND coalesce(n.station_id, 0) = coalesce(w.station_id, 0)
            ORDER BY n.id DESC LIMIT 1
        ) n ON n.read_at IS NULL OR n.last_at > now() - interval '1 hour'
        """

    private static let changed: SQL = """
        UPDATE notifications n SET count = least(n.count::bigint + f.count, 2147483647)::integer,
            last_at = greatest(n.last_at, f.last_at), first_at = least(n.first_at, f.first_at),
            connector_number = f.connector_number, detail = f.detail, reservation_id = f.reservation_id,
            session_id = f.session_id, service_request_id = f.service_request_id,
            is_personal = n.is_personal OR f.is_personal, is_here = f.is_here, read_at = NULL,
            mail_due_at = CASE WHEN f.is_mailed AND (n.mailed_at IS NULL OR n.mailed_at < now() - interval '1 hour')
                THEN coalesce(n.mail_due_at, now()) ELSE n.mail_due_at END
        FROM found f WHERE n.id = f.notification_id RETURNING n.organization_id, n.user_id, n.id, n.is_here
        """

    private static let added: SQL = """
        INSERT INTO notifications (organization_id, owner_id, user_id, kind, station_id, connector_number, detail, reservation_id,
            session_id, service_request_id, count, first_at, last_at, is_personal, is_here, mail_due_at)
        SELECT organization_id, owner_id, user_id, kind, station_id, connector_number, detail, reservation_id, session_id,
            service_request_id, count, first_at, last_at, is_personal, is_here, CASE WHEN is_mailed THEN now() END
        FROM found WHERE notification_id IS NULL ORDER BY user_id, last_at
        RETURNING organization_id, user_id, id, is_here
        """

    /// Before what is added, so that a few more than those that are kept may be there until the next time.
    private static var trimmed: Statement {
        """
        DELETE FROM notifications WHERE id IN (
            SELECT o.id FROM (SELECT DISTINCT organization_id, user_id FROM found) f CROSS JOIN LATERAL (
                SELECT n.id FROM notifications n WHERE n.organization_id = f.organization_id AND n.user_id = f.user_id
                ORDER BY n.last_at DESC, n.id DESC OFFSET \(keptPerPerson)) o
            WHERE NOT EXISTS (SELECT FROM found f WHERE f.notification_id = o.id))
        """
    }
}
