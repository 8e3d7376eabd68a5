import Charging
import JSON
import Postgres

/// All reports of one kind in a flush: the statements that commit them, and what their results say.
protocol ReportBatch {
    var statements: [Statement] { get }
    /// Outcomes by the place of the report in its flush. A report without one was about a station that is gone.
    func outcomes(of results: ArraySlice<PostgresRows>) throws -> [Int: ReportOutcome]
}

/// A report within a flush.
struct Numbered<Value> {
    /// Its place in the flush, which the statements carry along so that results find their report.
    let ordinal: Int32
    let source: ReportSource
    let value: Value
    let isUncertain: Bool
}

/// Results of statements, read one after the other. Fewer than expected cannot come; if so, nothing is read from thin air.
struct ResultReader {
    private var rest: ArraySlice<PostgresRows>

    init(_ results: ArraySlice<PostgresRows>) { rest = results }

    mutating func next() throws -> PostgresRows {
        guard let rows = rest.popFirst() else { throw PostgresError(.rowMissing, "a statement had no result") }
        return rows
    }
}

/// What is written about a tag's right to charge, with the input `i`, its station `s` and its tag `t`.
enum Verdict {
    /// The tag that is meant: of the station's organization, or else of one to whom it is lent for charging, which is looked for
    /// only then, and expires with the share. What it is the parent of counts in its own organization alone, since chargers compare parents by themselves.
    static let tagJoin: SQL =
        "LEFT JOIN tags t_own ON t_own.organization_id = s.organization_id AND lower(t_own.id_tag) = lower(i.id_tag)"
        + " LEFT JOIN LATERAL (" + lentTag + ") t_lent ON true CROSS JOIN LATERAL (" + meantTag + ") t"

    private static let lentTag: SQL =
        """
        SELECT g.id, g.is_blocked, least(g.expires_at, l.ends_at) AS expires_at, g.is_restricted_to_stations, g.allows_concurrent, g.user_id
        FROM station_shares l JOIN tags g ON g.organization_id = l.borrower_id AND lower(g.id_tag) = lower(i.id_tag)
            AND (l.user_id IS NULL OR l.user_id = g.user_id)
        WHERE t_own.id IS NULL AND l.station_id = s.id AND l.level IN ('CHARGE', 'OPERATE')
        """ + " AND " + Share.isInForce + " ORDER BY g.id, l.ends_at DESC NULLS FIRST LIMIT 1"

    private static let meantTag: SQL = """
        SELECT coalesce(t_own.id, t_lent.id) AS id, coalesce(t_own.is_blocked, t_lent.is_blocked) AS is_blocked,
            CASE WHEN t_own.id IS NULL THEN t_lent.expires_at ELSE t_own.expires_at END AS expires_at,
            coalesce(t_own.is_restricted_to_stations, t_lent.is_restricted_to_stations) AS is_restricted_to_stations,
            coalesce(t_own.allows_concurrent, t_lent.allows_concurrent) AS allows_concurrent,
            CASE WHEN t_own.id IS NULL THEN t_lent.user_id ELSE t_own.user_id END AS user_id, t_own.parent_id_tag
        """

    static let expression = expression(logbook: .empty)

    /// - Parameter logbook: what the station's logbook says where all else is well (``LogbookVerdict``).
    static func expression(logbook: SQL) -> SQL { checks + logbook + " ELSE 'ACCEPTED' END" }

    private static let checks: SQL = """
        CASE WHEN t.id IS NULL THEN 'INVALID' WHEN t.is_blocked THEN 'BLOCKED'
        WHEN t.expires_at <= i.received_at THEN 'EXPIRED'
        WHEN t.is_restricted_to_stations AND NOT EXISTS (
            SELECT FROM tag_stations v WHERE v.tag_id = t.id AND v.station_id = i.station_id) THEN 'INVALID'
        WHEN NOT s.is_active THEN 'BLOCKED'
        """

    /// Read from the columns `verdict`, `answered_expires_at` and `answered_parent_id_tag`.
    static func read(_ row: PostgresRow) throws -> TagVerdict {
        TagVerdict(
            status: AuthorizationStatus(rawValue: try row.string("verdict")) ?? .invalid,
            expiresAt: try row.optional.timestamp("answered_expires_at").map(Timestamp.init(microseconds:)),
            parentIDTag: try row.optional.string("answered_parent_id_tag"))
    }
}
