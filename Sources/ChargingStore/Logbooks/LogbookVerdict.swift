import Charging
import Postgres

/// What the logbook of a station says to a tag, with the input `i`, its station `s` and its tag `t`.
///
/// It is a part of the verdict on the tag (``Verdict``), in the statement that gives it.
enum LogbookVerdict {
    /// The entry that was made for a start with the tag at that moment. Clocks of servers may differ a little.
    static func arming(at moment: SQL) -> SQL {
        "SELECT a.id FROM logbook_armings a WHERE a.station_id = i.station_id AND a.session_id IS NULL"
            + " AND (a.tag_id = t.id OR a.user_id = t.user_id) AND a.expires_at > " + moment
            + " AND a.armed_at <= " + moment + " + interval '1 minute' ORDER BY a.armed_at DESC, a.id DESC LIMIT 1"
    }

    private static func refuses(at moment: SQL) -> SQL {
        "s.is_logbook_enabled AND s.logbook_rule = 'REFUSE' AND NOT EXISTS (" + arming(at: moment) + ")"
    }

    /// A start without an entry is refused.
    static func ofStart(at moment: SQL) -> SQL { " WHEN " + refuses(at: moment) + " THEN 'BLOCKED'" }

    /// So is the question before it; but some chargers ask also when somebody wants to stop.
    static let ofQuestion: SQL =
        " WHEN " + refuses(at: "i.received_at")
        + " AND NOT EXISTS (SELECT FROM sessions a WHERE a.station_id = i.station_id AND a.status = 'ACTIVE'"
        + " AND (lower(a.id_tag) = lower(i.id_tag) OR lower(a.answered_parent_id_tag) = lower(t.parent_id_tag)))"
        + " THEN 'BLOCKED'"
}

/// What starts do to the entries that were made for them.
enum LogbookUse {
    /// To be run while the first report of the session `x` is not a fact yet.
    static func byStarts(_ table: Statement, sessionIsMeant: SQL, moment: SQL) -> Statement {
        """
        WITH used AS (
            UPDATE logbook_armings v SET session_id = u.session_id
            FROM (
                SELECT x.id AS session_id, (\(LogbookVerdict.arming(at: moment))) AS arming_id
                FROM \(table) JOIN stations s ON s.id = i.station_id JOIN sessions x ON \(sessionIsMeant)
                JOIN tags t ON t.id = x.tag_id
                WHERE x."authorization" = 'ACCEPTED'
                    AND NOT EXISTS (SELECT FROM session_facts f WHERE f.session_id = x.id AND f.kind = 'START')
            ) u WHERE v.id = u.arming_id RETURNING v.*
        )
        INSERT INTO logbook_entries (organization_id, station_id, session_id, mileage_km, vehicle_id, was_armed, entered_at,
            entered_by)
        SELECT organization_id, station_id, session_id, mileage_km, vehicle_id, true, armed_at, armed_by FROM used
        """
    }
}
