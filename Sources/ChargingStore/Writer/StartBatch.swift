import Charging
import JSON
import Postgres

/// Starts of transactions, at most one of each station.
///
/// A start whose natural key belongs to a session is that session, verdict included, unless its charger has stopped it and
/// has a clock that stands still: then a key comes again by itself. Any other start begins a session, after whatever was active on the connector has been closed at its last value. A start that
/// is older than what is active there came late, and is closed at once. Where the stop of a transaction came before its
/// start, and is an orphan therefore, the start takes it in.
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
            \(reports.map { PostgresTimestamp($0.source.receivedAt) }), \(reports.map(\.source.messageID)))
            AS i(ord, station_id, connector_number, id_tag, started_at, started_at_sent, meter_start_wh,
                reservation_number, received_at, message_id)
        """
    }

    /// The session `x` that the input `i` repeats: one that was not stopped by its own number, or at another time than its
    /// start's by a clock that can be right. Without a time, only one that is still active can be meant.
    private static let isRepeated: SQL = """
        x.station_id = i.station_id AND x.connector_number = i.connector_number AND lower(x.id_tag) = lower(i.id_tag)
        AND x.started_at_sent = i.started_at_sent AND x.meter_start_wh = i.meter_start_wh
        AND (NOT x.is_stopped_by_charger OR x.is_stop_guessed
            OR x.started_at = i.started_at AND x.stopped_at_sent <> x.started_at_sent)
        AND (x.started_at_sent <> '' OR x.status = 'ACTIVE')
        """

    /// Whether the start of the orphan `stop` came after all, and took it in.
    static func hasStart(of stop: SQL) -> SQL {
        "EXISTS (SELECT FROM session_facts taken WHERE taken.station_id = " + stop
            + ".station_id AND taken.transaction_id = "
            + stop
            + ".transaction_id AND taken.kind = 'STOP' AND taken.session_id IS NOT NULL AND taken.occurred_at_sent = "
            + stop + ".occurred_at_sent AND taken.meter_wh = " + stop + ".meter_wh)"
    }

    /// The stop that came before its start: the first one after it that no session has, at a register that is not below, by
    /// the same tag if by any, and before the connector's next session.
    private static func earlyStop(of start: SQL) -> Statement {
        """
        SELECT f.* FROM session_facts f
        WHERE f.session_id IS NULL AND f.kind = 'ORPHAN_STOP' AND f.station_id = \(start).station_id
            AND f.occurred_at > \(start).started_at AND f.meter_wh >= \(start).meter_start_wh
            AND coalesce(lower(f.details->>'idTag') = lower(\(start).id_tag), true)
            AND NOT \(hasStart(of: "f"))
            AND NOT EXISTS (SELECT FROM sessions next WHERE next.station_id = f.station_id
                AND next.connector_number = \(start).connector_number AND next.started_at > \(start).started_at
                AND next.started_at < f.occurred_at)
        ORDER BY f.occurred_at, f.id LIMIT 1
        """
    }

    var statements: [Statement] {
        // A tag that is in use is seen by the first insert, or stops it at the unique index when both happen at once; the
        // same again sees who was first. A number that was given before, which a restored database may do, gets the next.
        [
            ensureConnectors, closeOpenSessions, insert, insert, takeInEarlyStops,
            ReservationUse.byStarts(
                table, sessionIsMeant: Self.isRepeated, isUncertain: reports.contains(where: \.isUncertain)),
            LogbookUse.byStarts(table, sessionIsMeant: Self.isRepeated, moment: Self.moment),
            noteFacts,
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
            RETURNING i.ord, i.received_at, i.message_id, \(SessionState.columns)
        ), noted AS (
            INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at, meter_wh,
                details, received_at, message_id)
            SELECT organization_id, station_id, session_id, 'ESTIMATE', transaction_id, stopped_at, meter_stop_wh,
                '{"reason": "ANOTHER_START"}', received_at, message_id FROM over ON CONFLICT DO NOTHING
        )
        SELECT over.* FROM over
        """
    }

    /// A late start is of the past: it neither holds the tag nor is refused because somebody holds it now.
    private static let verdict: SQL =
        "CASE WHEN NOT i.is_late AND i.is_exclusive AND i.verdict = 'ACCEPTED' AND EXISTS ("
        + " SELECT FROM sessions a WHERE a.tag_id = i.tag_id AND a.status = 'ACTIVE' AND a.\"authorization\" = 'ACCEPTED')"
        + " THEN 'CONCURRENT_TX' ELSE i.verdict END"

    /// By our clock where the charger's tells of now, or of a time before the station was here.
    private static let moment: SQL =
        "CASE WHEN i.started_at < s.onboarded_at OR i.started_at > i.received_at - interval '5 minutes'"
        + " THEN i.received_at ELSE i.started_at END"

    /// The tariff in force at the start. A charge that was refused is not asked to be paid for.
    private static let tariffVersion: SQL =
        "CASE WHEN (" + verdict + ") = 'ACCEPTED' THEN tariff_version_in_force(i.station_id, i.moment) END"

    /// A time that could not be right is understood as that of the receipt.
    private var insert: Statement {
        """
        INSERT INTO sessions (organization_id, station_id, connector_number, transaction_id, id_tag, tag_id, status,
            "authorization", answered_expires_at, answered_parent_id_tag, is_tag_unknown, is_exclusive, reservation_number, started_at,
            started_at_sent, is_start_time_assumed, meter_start_wh, stopped_at, meter_stop_wh, last_meter_wh, last_meter_at,
            tariff_version_id, needs_logbook)
        SELECT i.organization_id, i.station_id, i.connector_number, nextval('transaction_ids'), i.id_tag, i.tag_id,
            CASE WHEN i.is_late THEN 'ESTIMATED' ELSE 'ACTIVE' END, \(Self.verdict),
            i.expires_at, i.parent_id_tag, i.tag_id IS NULL, i.is_exclusive, i.reservation_number, i.started_at, i.started_at_sent,
            i.started_at = i.received_at, i.meter_start_wh, CASE WHEN i.is_late THEN i.started_at END,
            CASE WHEN i.is_late THEN i.meter_start_wh END, i.meter_start_wh, i.started_at, \(Self.tariffVersion),
            i.is_logbook_enabled AND (\(Self.verdict)) = 'ACCEPTED'
        FROM (
            SELECT i.*, s.organization_id, s.is_logbook_enabled, \(Self.moment) AS moment, t.id AS tag_id, t.expires_at, t.parent_id_tag,
                coalesce(NOT t.allows_concurrent, true) AS is_exclusive, \(Verdict.expression(logbook: LogbookVerdict.ofStart(at: Self.moment) + SeatVerdict.refusal(at: Self.moment, connector: "i.connector_number"))) AS verdict,
                EXISTS (SELECT FROM sessions a WHERE a.station_id = i.station_id
                    AND a.connector_number = i.connector_number AND a.status = 'ACTIVE')
                    OR EXISTS (\(Self.earlyStop(of: "i"))) AS is_late
            FROM \(table) JOIN stations s ON s.id = i.station_id \(Verdict.tagJoin)
            WHERE NOT EXISTS (SELECT FROM sessions x WHERE \(Self.isRepeated))
            ORDER BY t.id, i.ord
        ) i ON CONFLICT DO NOTHING
        """
    }

    /// Only once, when the session is new: later, a stop that it did not get is somebody else's.
    private var takeInEarlyStops: Statement {
        """
        WITH found AS MATERIALIZED (
            SELECT x.id, x.organization_id, x.transaction_id AS number, f.*
            FROM \(table) JOIN sessions x ON \(Self.isRepeated)
            CROSS JOIN LATERAL (
                SELECT f.station_id, f.transaction_id AS named, f.occurred_at, f.occurred_at_sent, f.meter_wh, f.details,
                    f.received_at, f.message_id
                FROM (\(Self.earlyStop(of: "x"))) f) f
            WHERE NOT x.is_stopped_by_charger
                AND NOT EXISTS (SELECT FROM session_facts s WHERE s.session_id = x.id AND s.kind = 'START')
        ), done AS (
            UPDATE sessions r SET status = 'COMPLETED', is_stopped_by_charger = true,
                is_stop_guessed = f.named <> f.number, stopped_at = f.occurred_at, stopped_at_sent = f.occurred_at_sent,
                meter_stop_wh = f.meter_wh, stop_reason = f.details->>'reason', stop_id_tag = f.details->>'idTag',
                meter_baseline_wh = \(Self.earlyBaseline),
                energy_wh = f.meter_wh - coalesce(\(Self.earlyBaseline), r.meter_start_wh)
            FROM found f WHERE r.id = f.id RETURNING r.id, r.meter_baseline_wh
        )
        INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at,
            occurred_at_sent, meter_wh, details, received_at, message_id)
        SELECT organization_id, station_id, id, 'STOP', named, occurred_at, occurred_at_sent, meter_wh,
            details || '{"note": "this stop came before its start"}', received_at, message_id
        FROM found
        UNION ALL
        SELECT f.organization_id, f.station_id, f.id, 'BASELINE', f.named, f.occurred_at, f.occurred_at_sent,
            done.meter_baseline_wh, \(RegisterReading.note), f.received_at, f.message_id
        FROM found f JOIN done ON done.id = f.id WHERE done.meter_baseline_wh IS NOT NULL
        ON CONFLICT DO NOTHING
        """
    }

    private static let earlyBaseline = RegisterReading.newBaseline(
        for: "f.meter_wh", at: "f.occurred_at", lowest: "f.meter_wh")

    private var noteFacts: Statement {
        """
        WITH started AS (
            SELECT i.ord, i.received_at, i.message_id, i.started_at_sent AS sent, x.answered_expires_at, x.answered_parent_id_tag,
                c.id AS connector_id, r.*
            FROM \(table) CROSS JOIN LATERAL (
                SELECT x.* FROM sessions x WHERE \(Self.isRepeated) ORDER BY x.id DESC LIMIT 1) x
            JOIN connectors c ON c.station_id = x.station_id AND c.number = x.connector_number
            CROSS JOIN LATERAL (SELECT \(SessionState.columns) FROM sessions r WHERE r.id = x.id) r
        ), facts AS (
            INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at,
                occurred_at_sent, meter_wh, received_at, message_id)
            SELECT organization_id, station_id, session_id, 'START', transaction_id, started_at, sent, meter_start_wh,
                received_at, message_id FROM started ON CONFLICT DO NOTHING
            RETURNING session_id
        ), estimates AS (
            INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at, meter_wh,
                details, received_at, message_id)
            SELECT organization_id, station_id, session_id, 'ESTIMATE', transaction_id, stopped_at, meter_stop_wh,
                '{"reason": "NEWER_SESSION"}', received_at, message_id
            FROM started WHERE status = 'ESTIMATED' AND NOT EXISTS (
                SELECT FROM session_facts f WHERE f.session_id = started.session_id AND f.kind = 'START')
            ON CONFLICT DO NOTHING
        ), notes AS (
            INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at,
                occurred_at_sent, meter_wh, details, received_at, message_id)
            SELECT organization_id, station_id, session_id, 'NOTE', transaction_id, started_at, sent, meter_start_wh,
                '{"note": "this start repeats one whose transaction has been stopped"}', received_at, message_id
            FROM started WHERE sent <> '' AND EXISTS (
                SELECT FROM sessions old WHERE old.station_id = started.station_id AND old.started_at_sent = started.sent
                    AND old.is_stopped_by_charger AND old.id <> started.session_id AND old.connector_number = started.connector_number
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
        let used = try ReservationUse.read(try reader.next())
        _ = try reader.next()
        let uncertain = Set(reports.lazy.filter(\.isUncertain).map { Int($0.ordinal) })
        var outcomes: [Int: ReportOutcome] = [:]
        for row in try reader.next() {
            let ordinal = try row.int("ord")
            outcomes[ordinal] = .started(
                try SessionState(row), connectorID: ConnectorID(rawValue: try row.int64("connector_id")),
                verdict: try Verdict.read(row),
                isRepeated: try row.bool("is_repeated") && !uncertain.contains(ordinal), closed: closed[ordinal] ?? [],
                used: used[ordinal])
        }
        return outcomes
    }
}
