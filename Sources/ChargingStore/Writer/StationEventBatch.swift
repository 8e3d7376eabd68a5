import Charging
import Postgres

/// What stations tell of themselves besides states and charges: added once, however often it is told.
///
/// A report that carries a credible time is known by it. One without is a repetition when the newest event of its kind
/// says the same and came shortly before; ``PendingReport/slot`` keeps two of one station out of one flush, so that the
/// first is seen by the second.
struct StationEventBatch: ReportBatch {
    let reports: [Numbered<StationEventReport>]

    private var table: Statement {
        """
        unnest(\(reports.map(\.ordinal)), \(reports.map(\.source.stationID.rawValue)),
            \(reports.map(\.source.generation)), \(reports.map(\.value.kind.rawValue)), \(reports.map(\.value.name)),
            \(reports.map(\.value.vendorID)), \(reports.map(\.value.requestID)), \(reports.map(\.value.detail)),
            \(reports.map { PostgresTimestamp($0.value.at.understood) }), \(reports.map(\.value.at.sent)),
            \(reports.map { PostgresTimestamp($0.source.receivedAt) }), \(reports.map(\.isFolded)))
            AS i(ord, station_id, generation, kind, name, vendor_id, request_id, detail, reported_at, reported_at_sent,
                received_at, is_folded)
        """
    }

    var statements: [Statement] { [add, results] }

    private var add: Statement {
        """
        INSERT INTO station_events (organization_id, station_id, kind, name, vendor_id, request_id, detail, reported_at,
            reported_at_sent, received_at, generation)
        SELECT s.organization_id, s.id, i.kind, i.name, i.vendor_id, i.request_id, i.detail, i.reported_at,
            i.reported_at_sent, i.received_at, i.generation
        FROM \(table) JOIN stations s ON s.id = i.station_id
        LEFT JOIN LATERAL (
            SELECT e.content, e.received_at FROM station_events e
            WHERE i.is_folded AND e.station_id = i.station_id AND e.kind = i.kind
            ORDER BY e.received_at DESC, e.id DESC LIMIT 1) e ON true
        WHERE e.content IS DISTINCT FROM station_event_content(i.name, i.vendor_id, i.request_id, i.detail)
            OR e.received_at < i.received_at - interval '2 minutes'
        ORDER BY s.id, i.ord ON CONFLICT DO NOTHING
        RETURNING id
        """
    }

    private var results: Statement {
        """
        SELECT i.ord, coalesce(known.id, newest.id) AS id, s.organization_id FROM \(table)
        JOIN stations s ON s.id = i.station_id
        LEFT JOIN station_events known ON NOT i.is_folded AND known.station_id = i.station_id AND known.kind = i.kind
            AND known.reported_at = i.reported_at
            AND known.content = station_event_content(i.name, i.vendor_id, i.request_id, i.detail)
        LEFT JOIN LATERAL (
            SELECT e.id FROM station_events e
            WHERE i.is_folded AND e.station_id = i.station_id AND e.kind = i.kind
            ORDER BY e.received_at DESC, e.id DESC LIMIT 1) newest ON true
        """
    }

    func outcomes(of results: ArraySlice<PostgresRows>) throws -> [Int: ReportOutcome] {
        var reader = ResultReader(results)
        let added = Set(try reader.next().column("id", as: Int64.self))
        let reportsByOrdinal = Dictionary(
            reports.map { (Int($0.ordinal), $0) }, uniquingKeysWith: { first, _ in first })
        var outcomes: [Int: ReportOutcome] = [:]
        for row in try reader.next() {
            let ordinal = try row.int("ord")
            guard let report = reportsByOrdinal[ordinal] else { continue }
            guard let id = try row.optional.int64("id") else { continue }
            let event = StationEvent(
                id: StationEventID(rawValue: id),
                organizationID: OrganizationID(rawValue: try row.int64("organization_id")),
                stationID: report.source.stationID, report: report.value)
            outcomes[ordinal] = .event(event, isRepeated: !added.contains(id))
        }
        return outcomes
    }
}

extension Numbered<StationEventReport> {
    /// Known by what it says, since no time tells it from the next.
    fileprivate var isFolded: Bool { value.kind.foldsRepetitions && value.at.understood == source.receivedAt }
}
