import Charging
import Postgres

/// Questions whether a tag may charge; tags that are not known go into the inbox.
///
/// Never answered with CONCURRENT_TX: that is for a start to say.
struct AuthorizationBatch: ReportBatch {
    let reports: [Numbered<String>]

    var statements: [Statement] {
        [
            """
            WITH asked AS MATERIALIZED (
                SELECT i.*, s.organization_id, t.id AS tag_id, \(Verdict.expression(logbook: LogbookVerdict.ofQuestion + SeatVerdict.refusal(at: "i.received_at"))) AS "authorization", t.expires_at,
                    t.parent_id_tag
                FROM unnest(\(reports.map(\.ordinal)), \(reports.map(\.source.stationID.rawValue)),
                    \(reports.map(\.value)), \(reports.map { PostgresTimestamp($0.source.receivedAt) }))
                    AS i(ord, station_id, id_tag, received_at)
                JOIN stations s ON s.id = i.station_id \(Verdict.tagJoin)
            ), tapped AS (\(UnknownTags.noting("asked x")))
            SELECT a.ord, a."authorization" AS verdict, a.expires_at AS answered_expires_at,
                a.parent_id_tag AS answered_parent_id_tag
            FROM asked a
            """
        ]
    }

    func outcomes(of results: ArraySlice<PostgresRows>) throws -> [Int: ReportOutcome] {
        var reader = ResultReader(results)
        var outcomes: [Int: ReportOutcome] = [:]
        for row in try reader.next() { outcomes[try row.int("ord")] = .authorized(try Verdict.read(row)) }
        return outcomes
    }
}
