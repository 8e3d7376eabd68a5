import Postgres

/// What a station's queue says to a tag, with the input `i`, its station `s` and its tag `t`; a part of the verdict on the tag
/// (``Verdict``).
///
/// A connector that is held for somebody is held here, by refusing others, so that it is at stations too that know no
/// reservations. Where more connectors are free than are held, everybody may charge; who has a reservation there may as well.
enum SeatVerdict {
    /// - Parameters:
    ///   - moment: of the start, which may be reported later.
    ///   - connector: nil where it is not known. One that somebody waited for nobody else starts at.
    static func refusal(at moment: SQL, connector: SQL? = nil) -> SQL {
        let isOthers: SQL =
            connector.map { connector in
                " OR EXISTS (SELECT FROM queue_places q WHERE q.station_id = s.id AND q.status = 'HELD'"
                    + " AND q.connector_number = " + connector + " AND q.held_connector = " + connector
                    + " AND q.offered_at <= " + moment + " AND q.held_until > " + moment + ")"
            } ?? ""
        return
            " WHEN s.has_second_seating AND EXISTS (SELECT FROM queue_places q WHERE q.station_id = s.id AND q.status = 'HELD'"
            + " AND q.offered_at <= " + moment + " AND q.held_until > " + moment + ")"
            + " AND NOT EXISTS (SELECT FROM queue_places q WHERE q.station_id = s.id AND q.status = 'HELD'"
            + " AND q.user_id = t.user_id)"
            // Some chargers ask also when somebody wants to stop.
            + " AND NOT EXISTS (SELECT FROM sessions a WHERE a.station_id = s.id AND a.status = 'ACTIVE'"
            + " AND a.tag_id = t.id)" + " AND NOT EXISTS (" + reservation(at: moment) + ")"
            + " AND (seats_for_others(s.id, " + moment + ") <= 0" + isOthers + ") THEN 'BLOCKED'"
    }

    private static func reservation(at moment: SQL) -> SQL {
        "SELECT FROM reservations v WHERE v.station_id = s.id AND v.status IN ('REQUESTED', 'ACTIVE') AND NOT v.is_seat_hold"
            + " AND v.expires_at > " + moment
            + " AND (lower(v.id_tag) = lower(i.id_tag) OR lower(v.parent_id_tag) = lower(t.parent_id_tag))"
    }
}
