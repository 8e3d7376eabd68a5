import Postgres

/// The inbox of tags that were presented and are not known, written in the commit of the verdict on them.
enum UnknownTags {
    /// An insert of the taps in `source`, a relation `x` with the columns of a tap; those of known tags are left out.
    ///
    /// A commit that is repeated brings nothing that is newer, and counts nothing twice.
    static func noting(_ source: SQL) -> Statement {
        """
        INSERT INTO unknown_tags AS u (organization_id, station_id, id_tag, first_seen_at, last_seen_at, count)
        SELECT x.organization_id, x.station_id, (array_agg(x.id_tag ORDER BY x.received_at DESC))[1],
            min(x.received_at), max(x.received_at), count(*)
        FROM \(source) WHERE x.tag_id IS NULL AND x."authorization" = 'INVALID'
        GROUP BY x.organization_id, x.station_id, lower(x.id_tag) ORDER BY x.station_id, lower(x.id_tag)
        ON CONFLICT (station_id, lower(id_tag)) DO UPDATE SET id_tag = excluded.id_tag,
            last_seen_at = excluded.last_seen_at, count = u.count + excluded.count
            WHERE u.last_seen_at < excluded.last_seen_at
        """
    }
}
