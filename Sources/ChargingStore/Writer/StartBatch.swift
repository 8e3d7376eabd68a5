import Charging
import JSON
import Postgres

/// Starts of transactions, at most one of each station.
///
/// A start whose natural key belongs to a session that its charger has not stopped is that session, verdict included. Any
/// other one begins a session, after whatever was active on the connector has been closed at its last value. A start that
/// is older than what is active there came late, and is closed at once.
///
/// OCPP 1.6 edition 2, sections 3.7 and 4.8.
struct StartBatch: ReportBatch {
    let reports: [Numbered<StartReport>]

    private var table: Statement {
        """
        unnest(\(reports.map(\.ordinal)), \(reports.map(\.source.stationID.rawValue)),
            \(reports.map { Int32(clamping: $0.value.connector) }), \(reports.map(\.value.idTag)),
            \(reports.map { PostgresTimestamp($0.value.at.understood) }), \(reports.map(\.value.at.sent)),
            \(reports.map(\.value.meterStartWh)), \(reports.map(\.value.reservationNumber)),
            \(reports.map { PostgresTimestamp($0.source.receivedAt) }))
            AS i(ord, station_id, connector_number, id_tag, started_at, started_at_sent, meter_start_wh,
                reservation_number, received_at)
        """
    }

    /// The session `x` that the input `i` repeats. Without a time, only one that is still active can be meant.
    private static let isRepeated: SQL = """
        x.station_id = i.station_id AND x.connector_number = i.connector_number AND lower(x.id_tag) = lower(i.id_tag)
        AND x.started_at_sent = i.started_at_sent AND x.meter_start_wh = i.meter_start_wh
        AND NOT x.is_stopped_by_charger AND (x.started_at_sent <> '' OR x.status = 'ACTIVE')
        """

    var statements: [Statement] {
        // A tag that is in use is seen by the first insert, or stops it at the unique index when both happen at once; the
        // same again sees who was first. A number that was given before, which a restored database may do, gets the next.
        [
            ensureConnectors, closeOpenSessions, insert, insert,
            ReservationUse.byStarts(table, sessionIsMeant: Self.isRepeated), noteFacts,
        ]
    }

    private var ensureConnectors: Statement {
        """
        INSERT INTO connectors (organization_id, station_id, number)
        SELECT s.organization_id, s.id, i.connector_number FROM \(table) JOIN stations s ON s.id = i.station_id
        ORDER BY s.id, i.connector_number ON CONFLICT DO NOTHING
        """
    }

    private var closeOpenSessions: Statement {
        """
        WITH over AS (
            UPDATE sessions r SET status = 'ESTIMATED', stopped_at = r.last_meter_at, meter_stop_wh = r.last_meter_wh
            FROM \(table) WHERE r.station_id = i.station_id AND r.connector_number = i.connector_number
                AND r.status = 'ACTIVE' AND (r.started_at <= i.started_at OR i.started_at_sent = '')
                AND NOT EXISTS (SELECT FROM sessions x WHERE \(Self.isRepeated))
            RETURNING i.ord, i.received_at, \(SessionState.columns)
        ), noted AS (
            INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at, meter_wh,
                received_at)
            SELECT organization_id, station_id, session_id, 'ESTIMATE', transaction_id, stopped_at, meter_stop_wh,
                received_at FROM over ON CONFLICT DO NOTHING
        )
        SELECT over.* FROM over
        """
    }

    /// A late start is of the past: it neither holds the tag nor is refused because somebody holds it now.
    private static let verdict: SQL =
        "CASE WHEN NOT i.is_late AND i.is_exclusive AND i.verdict = 'ACCEPTED' AND EXISTS ("
        + " SELECT FROM sessions a WHERE a.tag_id = i.tag_id AND a.status = 'ACTIVE' AND a.\"authorization\" = 'ACCEPTED')"
        + " THEN 'CONCURRENT_TX' ELSE i.verdict END"

    private var insert: Statement {
        """
        INSERT INTO sessions (organization_id, station_id, connector_number, transaction_id, id_tag, tag_id, status,
            "authorization", answered_expires_at, answered_parent_id_tag, is_exclusive, reservation_number, started_at,
            started_at_sent, meter_start_wh, stopped_at, meter_stop_wh, last_meter_wh, last_meter_at)
        SELECT i.organization_id, i.station_id, i.connector_number, nextval('transaction_ids'), i.id_tag, i.tag_id,
            CASE WHEN i.is_late THEN 'ESTIMATED' ELSE 'ACTIVE' END, \(Self.verdict),
            i.expires_at, i.parent_id_tag, i.is_exclusive, i.reservation_number, i.started_at, i.started_at_sent,
            i.meter_start_wh, CASE WHEN i.is_late THEN i.started_at END, CASE WHEN i.is_late THEN i.meter_start_wh END,
            i.meter_start_wh, i.started_at
        FROM (
            SELECT i.*, s.organization_id, t.id AS tag_id, t.expires_at, t.parent_id_tag,
                coalesce(NOT t.allows_concurrent, true) AS is_exclusive, \(Verdict.expression) AS verdict,
                EXISTS (SELECT FROM sessions a WHERE a.station_id = i.station_id
                    AND a.connector_number = i.connector_number AND a.status = 'ACTIVE') AS is_late
            FROM \(table) JOIN stations s ON s.id = i.station_id \(Verdict.tagJoin)
            WHERE NOT EXISTS (SELECT FROM sessions x WHERE \(Self.isRepeated))
            ORDER BY t.id, i.ord
        ) i ON CONFLICT DO NOTHING
        """
    }

    private var noteFacts: Statement {
        """
        WITH started AS (
            SELECT i.ord, i.received_at, i.started_at_sent AS sent, x.answered_expires_at, x.answered_parent_id_tag,
                c.id AS connector_id, r.*
            FROM \(table) JOIN sessions x ON \(Self.isRepeated)
            JOIN connectors c ON c.station_id = x.station_id AND c.number = x.connector_number
            CROSS JOIN LATERAL (SELECT \(SessionState.columns) FROM sessions r WHERE r.id = x.id) r
        ), facts AS (
            INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at,
                occurred_at_sent, meter_wh, received_at)
            SELECT organization_id, station_id, session_id, 'START', transaction_id, started_at, sent, meter_start_wh,
                received_at FROM started ON CONFLICT DO NOTHING
            RETURNING session_id
        ), notes AS (
            INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at,
                occurred_at_sent, meter_wh, details, received_at)
            SELECT organization_id, station_id, session_id, 'NOTE', transaction_id, started_at, sent, meter_start_wh,
                '{"note": "this start repeats one whose transaction has been stopped"}', received_at
            FROM started WHERE sent <> '' AND EXISTS (
                SELECT FROM sessions old WHERE old.station_id = started.station_id AND old.started_at_sent = started.sent
                    AND old.is_stopped_by_charger AND old.connector_number = started.connector_number
                    AND lower(old.id_tag) = lower(started.id_tag) AND old.meter_start_wh = started.meter_start_wh)
            ON CONFLICT DO NOTHING
        ), tapped AS (
            \(UnknownTags.noting("(SELECT s.* FROM started s JOIN facts ON facts.session_id = s.session_id) x"))
        )
        SELECT started.*, started."authorization" AS verdict, facts.session_id IS NULL AS is_repeated
        FROM started LEFT JOIN facts ON facts.session_id = started.session_id
        """
    }

    func outcomes(of results: ArraySlice<PostgresRows>) throws -> [Int: ReportOutcome] {
        var reader = ResultReader(results)
        _ = try reader.next()
        var closed: [Int: [SessionState]] = [:]
        for row in try reader.next() { closed[try row.int("ord"), default: []].append(try SessionState(row)) }
        for _ in 0..<3 { _ = try reader.next() }
        let uncertain = Set(reports.lazy.filter(\.isUncertain).map { Int($0.ordinal) })
        var outcomes: [Int: ReportOutcome] = [:]
        for row in try reader.next() {
            let ordinal = try row.int("ord")
            outcomes[ordinal] = .started(
                try SessionState(row), connectorID: ConnectorID(rawValue: try row.int64("connector_id")),
                verdict: try Verdict.read(row),
                isRepeated: try row.bool("is_repeated") && !uncertain.contains(ordinal), closed: closed[ordinal] ?? [])
        }
        return outcomes
    }
}
