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
    static let tagJoin: SQL = """
        LEFT JOIN tags t ON t.organization_id = s.organization_id AND lower(t.id_tag) = lower(i.id_tag)
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
