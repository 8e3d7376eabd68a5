import Charging
import JSON
import Postgres

/// Sampled values: those of a session with its month, all others with their station. The bulk of what is ever written.
///
/// One statement finds the sessions, adds the values, raises the sessions' energy by the register, and returns the sessions
/// as they stand.
struct MeterBatch: ReportBatch {
    private let metered: [Numbered<MeterReport>]
    private let values: MeterArrays

    init(metered: [Numbered<MeterReport>], stopped: [Numbered<StopReport>], kinds: [SampleKind: Int32]) {
        self.metered = metered
        var values = MeterArrays()
        for report in metered { values.add(report, kinds: kinds) }
        for report in stopped where !report.value.samples.isEmpty { values.add(report, kinds: kinds) }
        self.values = values
    }

    var isEmpty: Bool { values.ordinals.isEmpty }

    var statements: [Statement] {
        [
            """
            WITH found AS MATERIALIZED (\(found)), v AS MATERIALIZED (
                SELECT f.session_id, f.opened_month, f.source_station_id, f.source_connector_number,
                    f.source_transaction_id, u.sampled_at, u.kind_id, u.value, u.signed_data
                FROM unnest(\(values.ownerOrdinals), \(values.times), \(values.kinds), \(values.numbers),
                    \(values.signed)) AS u(ord, sampled_at, kind_id, value, signed_data)
                JOIN found f ON f.ord = u.ord
            ), known AS (
                INSERT INTO meter_values (session_id, opened_month, sampled_at, kind_id, value, signed_data)
                SELECT session_id, opened_month, sampled_at, kind_id, value, signed_data FROM v WHERE session_id IS NOT NULL
                ON CONFLICT DO NOTHING RETURNING session_id, sampled_at, kind_id
            ), stray AS (
                INSERT INTO station_meter_values (station_id, connector_number, transaction_id, sampled_at, kind_id, value,
                    signed_data)
                SELECT source_station_id, coalesce(source_connector_number, 0), coalesce(source_transaction_id, 0),
                    sampled_at, kind_id, value, signed_data FROM v WHERE session_id IS NULL
                ON CONFLICT DO NOTHING RETURNING station_id, sampled_at, kind_id
            ), raised AS (\(raising)), noted AS (\(facts))
            \(results)
            """
        ]
    }

    /// The station's row is looked at for its existence alone.
    private var found: Statement {
        """
        SELECT i.ord, i.station_id AS source_station_id, i.connector_number AS source_connector_number,
            i.transaction_id AS source_transaction_id, i.sample_count, i.register_at, i.lowest_at, i.lowest_sent,
            i.received_at, i.message_id, r.opened_month, \(SessionState.columns),
            \(RegisterReading.understood("i.register_wh", at: "i.register_at")) AS register_wh,
            \(RegisterReading.newBaseline(for: "i.register_wh", at: "i.register_at", lowest: "i.lowest_wh"))
                AS new_baseline_wh
        FROM unnest(\(values.ordinals), \(values.stations), \(values.connectors), \(values.transactions),
            \(values.momentsOfReport), \(values.stopsSent), \(values.stopMeters), \(values.stopTags),
            \(values.sampleCounts), \(values.registers), \(values.registerTimes), \(values.lowestRegisters),
            \(values.lowestRegisterTimes), \(values.lowestRegistersSent), \(values.receiptTimes), \(values.messageIDs))
            AS i(ord, station_id, connector_number, transaction_id, stopped_at, stopped_at_sent, meter_stop_wh, id_tag,
                sample_count, register_wh, register_at, lowest_wh, lowest_at, lowest_sent, received_at, message_id)
        JOIN stations s ON s.id = i.station_id
        LEFT JOIN sessions r ON r.station_id = i.station_id AND r.transaction_id =
            CASE WHEN i.stopped_at_sent IS NULL THEN \(TransactionLookup.ofValues) ELSE \(TransactionLookup.ofStop) END
        """
    }

    /// A register never goes back: some begin anew with each boot, some report the session and the lifetime by turns.
    private var raising: Statement {
        """
        UPDATE sessions r SET last_meter_wh = f.register_wh, last_meter_at = greatest(r.last_meter_at, f.register_at),
            energy_wh = greatest(r.energy_wh, f.register_wh - coalesce(f.new_baseline_wh, \(RegisterReading.baseline))),
            meter_baseline_wh = coalesce(f.new_baseline_wh, r.meter_baseline_wh),
            meter_stop_wh = CASE WHEN r.status = 'ESTIMATED' THEN greatest(r.meter_stop_wh, f.register_wh) END,
            stopped_at = CASE WHEN r.status = 'ESTIMATED' THEN greatest(r.stopped_at, f.register_at) END
        FROM found f WHERE r.id = f.session_id AND r.status <> 'COMPLETED' AND f.register_wh >= r.last_meter_wh
            AND (f.register_wh > r.last_meter_wh OR f.register_at > r.last_meter_at)
        RETURNING r.id, r.energy_wh, r.meter_baseline_wh, r.meter_stop_wh, r.stopped_at
        """
    }

    private var facts: Statement {
        """
        INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at,
            occurred_at_sent, meter_wh, details, received_at, message_id)
        SELECT f.organization_id, f.station_id, f.session_id, 'BASELINE', f.source_transaction_id, f.lowest_at,
            f.lowest_sent, f.new_baseline_wh, \(RegisterReading.note), f.received_at, f.message_id
        FROM found f JOIN raised ON raised.id = f.session_id WHERE f.new_baseline_wh IS NOT NULL ON CONFLICT DO NOTHING
        """
    }

    /// When only some values of a report were new, their times and kinds come along.
    private var results: Statement {
        """
        , stored AS (
            SELECT f.ord, coalesce(k.stored, 0) + coalesce(w.stored, 0) AS stored FROM found f
            LEFT JOIN (SELECT session_id, count(*) AS stored FROM known GROUP BY session_id) k
                ON k.session_id = f.session_id
            LEFT JOIN (SELECT station_id, count(*) AS stored FROM stray GROUP BY station_id) w
                ON f.session_id IS NULL AND w.station_id = f.source_station_id
        ), partial AS (
            SELECT f.ord, array_agg((extract(epoch FROM n.sampled_at) * 1000000)::int8) AS times,
                array_agg(n.kind_id) AS kinds
            FROM stored JOIN found f ON f.ord = stored.ord
            JOIN (SELECT session_id, NULL::int8 AS station_id, sampled_at, kind_id FROM known
                UNION ALL SELECT NULL, station_id, sampled_at, kind_id FROM stray) n
                ON n.session_id = f.session_id OR n.station_id = f.source_station_id AND f.session_id IS NULL
            WHERE stored.stored > 0 AND stored.stored < f.sample_count GROUP BY f.ord
        )
        SELECT f.ord, stored.stored, partial.times, partial.kinds, f.session_id, f.organization_id, f.station_id,
            f.connector_number, f.transaction_id, f.status, f.id_tag, f.tag_id, f."authorization", f.started_at,
            coalesce(raised.stopped_at, f.stopped_at) AS stopped_at, f.meter_start_wh,
            coalesce(raised.meter_baseline_wh, f.meter_baseline_wh) AS meter_baseline_wh,
            coalesce(raised.meter_stop_wh, f.meter_stop_wh) AS meter_stop_wh,
            coalesce(raised.energy_wh, f.energy_wh) AS energy_wh, f.stop_reason
        FROM found f JOIN stored ON stored.ord = f.ord LEFT JOIN raised ON raised.id = f.session_id
        LEFT JOIN partial ON partial.ord = f.ord
        """
    }

    func outcomes(of results: ArraySlice<PostgresRows>) throws -> [Int: ReportOutcome] {
        var reader = ResultReader(results)
        let reports = Dictionary(metered.map { (Int($0.ordinal), $0) }, uniquingKeysWith: { first, _ in first })
        var outcomes: [Int: ReportOutcome] = [:]
        for row in try reader.next() {
            let ordinal = try row.int("ord")
            guard let report = reports[ordinal] else { continue }
            let isKnown = try row.optional.int64("session_id") != nil
            outcomes[ordinal] = .metered(
                isKnown ? try SessionState(row) : nil, stored: try stored(of: report, row))
        }
        return outcomes
    }

    private func stored(of report: Numbered<MeterReport>, _ row: PostgresRow) throws -> [Sample] {
        let samples = report.value.samples
        let count = try row.int("stored")
        if count == samples.count || report.isUncertain { return samples }
        guard count > 0 else { return [] }
        var new = Set(zip(try row.int64Array("times"), try row.int32Array("kinds")).map { Stored(time: $0, kind: $1) })
        return samples.filter { sample in
            guard let kind = values.kindNumbers[SampleKind(sample)] else { return false }
            return new.remove(Stored(time: sample.at.understood.microseconds, kind: kind)) != nil
        }
    }

    private struct Stored: Hashable {
        let time: Int64?
        let kind: Int32?
    }
}
