import Charging
import Postgres

/// Signs of life: a log, and when each station was last seen.
struct HeartbeatBatch: ReportBatch {
    let reports: [Numbered<Void>]

    var statements: [Statement] {
        let table: Statement = """
            unnest(\(reports.map(\.source.stationID.rawValue)),
                \(reports.map { PostgresTimestamp($0.source.receivedAt) })) AS i(station_id, received_at)
            """
        return [
            """
            INSERT INTO heartbeats (station_id, received_at)
            SELECT s.id, i.received_at FROM \(table) JOIN stations s ON s.id = i.station_id
            ORDER BY s.id, i.received_at ON CONFLICT DO NOTHING
            """,
            """
            UPDATE stations s SET last_seen_at = i.seen
            FROM (SELECT i.station_id, max(i.received_at) AS seen FROM \(table) GROUP BY i.station_id) i
            WHERE s.id = i.station_id AND (s.last_seen_at IS NULL OR s.last_seen_at < i.seen)
            """,
        ]
    }

    func outcomes(of results: ArraySlice<PostgresRows>) throws -> [Int: ReportOutcome] {
        reports.reduce(into: [:]) { $0[Int($1.ordinal)] = .recorded }
    }
}
