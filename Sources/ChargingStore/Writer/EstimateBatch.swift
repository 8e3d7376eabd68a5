import Charging
import Postgres

/// Sessions that are over without a stop, at most one of each station: closed at their last value, unless they have been
/// closed meanwhile or a newer connection has been attached, which has to see for itself.
struct EstimateBatch: ReportBatch {
    let reports: [Numbered<EstimateReport>]

    private var table: Statement {
        """
        unnest(\(reports.map(\.ordinal)), \(reports.map(\.source.stationID.rawValue)), \(reports.map(\.source.generation)),
            \(reports.map(\.value.session.rawValue)), \(reports.map(\.value.reason.rawValue)),
            \(reports.map { PostgresTimestamp($0.source.receivedAt) }), \(reports.map(\.source.messageID)))
            AS i(ord, station_id, generation, id, reason, received_at, message_id)
        """
    }

    var statements: [Statement] {
        [
            """
            WITH i AS MATERIALIZED (SELECT * FROM \(table)), over AS (
                UPDATE sessions r SET status = 'ESTIMATED', stopped_at = r.last_meter_at, meter_stop_wh = r.last_meter_wh,
                    plugged_out_at = \(PluggedOut.since("r.last_meter_at"))
                FROM i JOIN stations s ON s.id = i.station_id AND s.generation = i.generation
                WHERE r.id = i.id AND r.station_id = i.station_id AND r.status = 'ACTIVE'
                RETURNING i.ord, i.reason, i.received_at, i.message_id, \(SessionState.columns)
            ), noted AS (
                INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at,
                    meter_wh, details, received_at, message_id)
                SELECT organization_id, station_id, session_id, 'ESTIMATE', transaction_id, stopped_at, meter_stop_wh,
                    jsonb_build_object('reason', reason), received_at, message_id FROM over ON CONFLICT DO NOTHING
            )
            SELECT i.ord AS report, over.* FROM i LEFT JOIN over ON over.ord = i.ord
            """
        ]
    }

    func outcomes(of results: ArraySlice<PostgresRows>) throws -> [Int: ReportOutcome] {
        var reader = ResultReader(results)
        var outcomes: [Int: ReportOutcome] = [:]
        for row in try reader.next() {
            let isClosed = try row.optional.int64("session_id") != nil
            outcomes[try row.int("report")] = .estimated(isClosed ? try SessionState(row) : nil)
        }
        return outcomes
    }
}
