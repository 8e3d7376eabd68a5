import Postgres

/// The tags by which a person in a queue may charge, and for which a station is asked to hold a connector.
enum SeatTag {
    /// Of a tag `t` at the station of a place `q`.
    static let isGood: SQL = """
        NOT t.is_blocked AND coalesce(t.expires_at, 'infinity') > now() AND (NOT t.is_restricted_to_stations
            OR EXISTS (SELECT FROM tag_stations v WHERE v.tag_id = t.id AND v.station_id = q.station_id))
        """

    /// The one that was asked for, or else the one that the person charged with last.
    static let order: SQL = """
        (t.id = q.tag_id) IS TRUE DESC,
        (SELECT max(x.started_at) FROM sessions x WHERE x.tag_id = t.id) DESC NULLS LAST, t.id
        """

    /// Of a place `q`; no row where the person has none any more.
    static let ofPlace: SQL =
        "SELECT t.id, t.id_tag FROM tags t WHERE t.user_id = q.user_id AND t.organization_id = q.organization_id AND "
        + isGood + " ORDER BY " + order + " LIMIT 1"
}
