import Charging
import JSON
import Postgres

/// Stops of transactions, at most one of each station.
///
/// The charger's first stop completes its session, also one that had been closed at an estimate. A second one that differs
/// is noted; one of a transaction that the station does not have is kept as an orphan, for which its start may come yet
/// (``StartBatch``). Where the first one did not name the session, which was guessed therefore, the one that does name it
/// completes it anew.
///
/// OCPP 1.6 edition 2, section 4.10.
struct StopBatch: ReportBatch {
    let reports: [Numbered<StopReport>]

    private var table: Statement {
        """
        unnest(\(reports.map(\.ordinal)), \(reports.map(\.source.stationID.rawValue)), \(reports.map(\.value.transactionID)),
            \(reports.map(\.value.idTag)), \(reports.map { PostgresTimestamp($0.value.at.understood) }),
            \(reports.map(\.value.at.sent)), \(reports.map(\.value.meterStopWh)), \(reports.map(\.value.reason)),
            \(reports.map { PostgresTimestamp($0.source.receivedAt) }), \(reports.map(\.source.messageID)),
            \(reports.map(\.lowestRegister)))
            AS i(ord, station_id, transaction_id, id_tag, stopped_at, stopped_at_sent, meter_stop_wh, stop_reason,
                received_at, message_id, lowest_wh)
        """
    }

    var statements: [Statement] {
        [
            """
            WITH found AS MATERIALIZED (\(found)), done AS (\(completion)), noted AS (\(facts)),
                counted AS (\(baselines))
            SELECT i.ord, i.id_tag IS NOT NULL AS has_tag, noted.station_id IS NULL AS is_repeated, r.*,
                \(Verdict.expression) AS verdict, t.expires_at AS answered_expires_at,
                t.parent_id_tag AS answered_parent_id_tag
            FROM found i JOIN stations s ON s.id = i.station_id \(Verdict.tagJoin)
            LEFT JOIN noted ON noted.station_id = i.station_id
            LEFT JOIN LATERAL (
                SELECT done.* FROM done WHERE done.session_id = i.session_id
                UNION ALL SELECT \(SessionState.columns) FROM sessions r WHERE r.id = i.session_id AND i.was_stopped
            ) r ON true
            """
        ]
    }

    /// `is_same`: word for word what the charger has said already. `was_stopped`: by a stop that stands against this one.
    private var found: Statement {
        """
        SELECT i.*, s.organization_id, r.id AS session_id, r.status AS old_status, r.meter_start_wh, r.started_at,
            i.transaction_id IS DISTINCT FROM r.transaction_id AS is_guess,
            coalesce(r.is_stopped_by_charger
                AND (said.is_same OR i.transaction_id <> r.transaction_id OR NOT r.is_stop_guessed), false) AS was_stopped,
            coalesce(r.is_stopped_by_charger AND said.is_same, false) AS is_same,
            \(RegisterReading.newBaseline(for: "i.meter_stop_wh", at: "i.stopped_at", lowest: "i.lowest_wh"))
                AS new_baseline_wh
        FROM \(table) JOIN stations s ON s.id = i.station_id
        LEFT JOIN sessions r ON r.transaction_id = \(TransactionLookup.ofStop) AND r.station_id = i.station_id
        CROSS JOIN LATERAL (\(Self.said)) said
        """
    }

    /// What is known of the stops that have completed the session `r`.
    private static let said: SQL = """
        SELECT r.stopped_at_sent = i.stopped_at_sent AND r.meter_stop_wh = i.meter_stop_wh
            OR coalesce(bool_or(f.transaction_id = i.transaction_id AND f.occurred_at_sent = i.stopped_at_sent
                AND f.meter_wh = i.meter_stop_wh), false) AS is_same
        FROM session_facts f
        WHERE r.is_stopped_by_charger AND f.session_id = r.id AND f.kind IN ('STOP', 'LATE_STOP', 'CORRECTION')
        """

    private var completion: Statement {
        """
        UPDATE sessions r SET status = 'COMPLETED', is_stopped_by_charger = true, stopped_at = i.stopped_at,
            stopped_at_sent = i.stopped_at_sent, meter_stop_wh = i.meter_stop_wh, stop_reason = i.stop_reason,
            stop_id_tag = i.id_tag, is_stop_guessed = i.is_guess, plugged_out_at = \(PluggedOut.since("i.stopped_at")),
            meter_baseline_wh = coalesce(i.new_baseline_wh, r.meter_baseline_wh),
            last_meter_wh = r.last_meter_wh + coalesce(i.new_baseline_wh - \(RegisterReading.baseline), 0),
            energy_wh = coalesce(i.meter_stop_wh - i.new_baseline_wh,
                \(RegisterReading.energy(until: "i.meter_stop_wh", at: "i.stopped_at")))
        FROM found i WHERE r.id = i.session_id AND NOT i.was_stopped
        RETURNING \(SessionState.columns)
        """
    }

    private var facts: Statement {
        """
        INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at,
            occurred_at_sent, meter_wh, details, received_at, message_id)
        SELECT i.organization_id, i.station_id, i.session_id,
            CASE WHEN i.session_id IS NULL THEN 'ORPHAN_STOP' WHEN i.was_stopped THEN 'SECOND_STOP'
                WHEN i.old_status = 'ACTIVE' THEN 'STOP' WHEN i.old_status = 'COMPLETED' THEN 'CORRECTION'
                ELSE 'LATE_STOP' END,
            i.transaction_id, i.stopped_at, i.stopped_at_sent, i.meter_stop_wh,
            jsonb_strip_nulls(jsonb_build_object('reason', i.stop_reason, 'idTag', i.id_tag,
                'isMeterBelowStart', CASE WHEN i.meter_stop_wh < i.meter_start_wh THEN true END,
                'isBeforeStart', CASE WHEN i.stopped_at < i.started_at THEN true END)),
            i.received_at, i.message_id
        FROM found i WHERE NOT i.is_same ON CONFLICT DO NOTHING RETURNING station_id
        """
    }

    /// Where the stop alone shows that the start's state was not the meter's, nobody knows what was taken meanwhile.
    private var baselines: Statement {
        """
        INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at,
            occurred_at_sent, meter_wh, details, received_at, message_id)
        SELECT i.organization_id, i.station_id, i.session_id, 'BASELINE', i.transaction_id, i.stopped_at,
            i.stopped_at_sent, i.new_baseline_wh, \(RegisterReading.note), i.received_at, i.message_id
        FROM found i WHERE NOT i.was_stopped AND i.new_baseline_wh IS NOT NULL ON CONFLICT DO NOTHING
        """
    }

    func outcomes(of results: ArraySlice<PostgresRows>) throws -> [Int: ReportOutcome] {
        var reader = ResultReader(results)
        let uncertain = Set(reports.lazy.filter(\.isUncertain).map { Int($0.ordinal) })
        var outcomes: [Int: ReportOutcome] = [:]
        for row in try reader.next() {
            let ordinal = try row.int("ord")
            let isKnown = try row.optional.int64("session_id") != nil
            outcomes[ordinal] = .stopped(
                isKnown ? try SessionState(row) : nil, verdict: try row.bool("has_tag") ? try Verdict.read(row) : nil,
                isRepeated: try row.bool("is_repeated") && !uncertain.contains(ordinal))
        }
        return outcomes
    }
}

extension Numbered<StopReport> {
    /// Of the states that the stop tells: its own, or one that came along with it.
    fileprivate var lowestRegister: Double {
        RegisterReading.lowest(of: value.samples.energyRegisters, before: value.meterStopWh, at: value.at.understood)?
            .value ?? value.meterStopWh
    }
}
