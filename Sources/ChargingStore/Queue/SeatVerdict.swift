import Postgres

/// What a station's queue says to a tag, with the input `i`, its station `s` and its tag `t`; a part of the verdict on the tag
/// (``Verdict``).
///
/// A connector that is held for somebody is held here, by refusing others, so that it is at stations too that know no
/// reservations. Where more connectors are free than are held, everybody may charge.
enum SeatVerdict {
    /// - Parameter moment: of the start, which may be reported later.
    static func refusal(at moment: SQL) -> SQL {
        " WHEN s.has_second_seating AND EXISTS (SELECT FROM queue_places q WHERE q.station_id = s.id AND q.status = 'HELD'"
            + " AND q.offered_at <= " + moment + " AND q.held_until > " + moment + ")"
            + " AND NOT EXISTS (SELECT FROM queue_places q WHERE q.station_id = s.id AND q.status = 'HELD'"
            + " AND q.user_id = t.user_id)"
            // Some chargers ask also when somebody wants to stop.
            + " AND NOT EXISTS (SELECT FROM sessions a WHERE a.station_id = s.id AND a.status = 'ACTIVE'"
            + " AND a.tag_id = t.id)"
            + " AND open_seats(s.id) <= (SELECT count(*) FROM queue_places q WHERE q.station_id = s.id"
            + " AND q.status = 'HELD' AND q.held_until > " + moment + ") THEN 'BLOCKED'"
    }
}
