import Postgres

/// What the local list of the station `s` is made of at the moment `i.received_at`, with its row `l` of local lists.
enum LocalListEntries {
    /// What is kept of one list: about half a megabyte.
    static let limit = 5_000

    /// In the form in which lists are stored. The verdict is that of Authorize; tags that are not valid at the station are not
    /// on its list.
    ///
    /// Tags of those to whom the station is lent for charging come behind the owner's, until the share ends, as far as there is
    /// room for them. Of the owner's there is one more than may be where there are too many.
    static var all: Statement {
        """
        SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('idTag', x.id_tag, 'status', x.verdict,
            'expiresAt', (extract(epoch FROM x.expires_at) * 1000000)::bigint, 'parentIdTag', x.parent_id_tag,
            'isGuests', CASE WHEN x.is_guests THEN true END)) ORDER BY x.place), '[]') FROM (
            SELECT y.*, row_number() OVER (ORDER BY y.is_guests, y.id_tag, y.id) AS place FROM (
                SELECT t.id, t.id_tag, t.expires_at, t.parent_id_tag, false AS is_guests, \(Verdict.expression) AS verdict
                FROM tags t WHERE t.organization_id = s.organization_id
                UNION ALL
                SELECT t.id, t.id_tag, t.expires_at, NULL, true, \(Verdict.expression) FROM (\(ofGuests)) t
            ) y WHERE y.verdict <> 'INVALID'
        ) x WHERE x.place <= CASE WHEN NOT x.is_guests THEN \(Int64(limit + 1))::bigint
            ELSE least(\(Int64(limit))::bigint, CASE WHEN \(hasLimits) THEN l.entry_limit END) END
        """
    }

    /// As a start finds them: one for each name that means none of the owner's.
    private static let ofGuests: SQL = """
        SELECT DISTINCT ON (lower(g.id_tag)) g.id, g.id_tag, least(g.expires_at, l.ends_at) AS expires_at, g.is_blocked,
            g.is_restricted_to_stations
        FROM station_shares l JOIN tags g ON g.organization_id = l.borrower_id AND (l.user_id IS NULL OR l.user_id = g.user_id)
        WHERE l.organization_id = s.organization_id AND l.station_id = s.id AND l.level IN ('CHARGE', 'OPERATE')
            AND l.ended_at IS NULL AND (l.ends_at IS NULL OR l.ends_at > greatest(i.received_at, now()))
            AND NOT EXISTS (SELECT FROM tags o
                WHERE o.organization_id = s.organization_id AND lower(o.id_tag) = lower(g.id_tag))
        ORDER BY lower(g.id_tag), g.id, l.ends_at DESC NULLS FIRST
        """

    /// Whether the charger has told what its list may hold, and has the same firmware since.
    static let hasLimits: SQL =
        "(l.limits_asked_at IS NOT NULL AND l.limits_firmware IS NOT DISTINCT FROM s.firmware_version)"

    /// When something of it next changes by itself.
    static let nextExpiry: SQL = """
        SELECT min(x.ends_at) FROM (
            SELECT t.expires_at AS ends_at FROM tags t
            WHERE t.organization_id = s.organization_id AND t.expires_at > i.received_at
            UNION ALL SELECT h.ends_at FROM station_shares h
            WHERE h.organization_id = s.organization_id AND h.station_id = s.id AND h.ended_at IS NULL
            UNION ALL SELECT g.expires_at FROM station_shares h JOIN tags g ON g.organization_id = h.borrower_id
            WHERE h.organization_id = s.organization_id AND h.station_id = s.id AND h.ended_at IS NULL
        ) x WHERE x.ends_at > i.received_at
        """

    /// Of all tags that may be on it. It only rises, since those to whom the station was once lent stay counted and every
    /// change of a share raises that of its owner.
    static let revision: SQL = """
        (coalesce((SELECT v.revision FROM tag_revisions v WHERE v.organization_id = s.organization_id), 0)
            + coalesce((SELECT sum(v.revision)::bigint FROM tag_revisions v WHERE v.organization_id IN (SELECT h.borrower_id
                FROM station_shares h WHERE h.organization_id = s.organization_id AND h.station_id = s.id)), 0))
        """

    /// The guests' part of it, of all stations that were ever lent.
    static let revisionsOfGuests: SQL = """
        SELECT h.station_id, sum(v.revision)::bigint AS revision
        FROM (SELECT DISTINCT station_id, borrower_id FROM station_shares) h
        JOIN tag_revisions v ON v.organization_id = h.borrower_id GROUP BY h.station_id
        """
}
