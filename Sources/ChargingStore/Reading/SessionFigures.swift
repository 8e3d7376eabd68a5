package import Charging
package import JSON
import Postgres

/// What is reckoned from the values of a session `r`, each a column of its own that costs nothing where nobody asks for it.
enum SessionFigures {
    /// Until the charger's stop, and as far as now while there is none.
    static let duration: SQL =
        "extract(epoch FROM greatest(coalesce(r.stopped_at, now()) - r.started_at, interval '0'))::float8"

    static let pluggedIn: SQL =
        "extract(epoch FROM greatest(coalesce(r.plugged_out_at, r.stopped_at, now()) - r.started_at, interval '0'))::float8"

    static let charging: SQL = """
        (SELECT coalesce(sum(extract(epoch FROM upper(x) - lower(x))), 0)::float8
        FROM session_course(r.id, now()) c, unnest(c.charging) x)
        """

    /// Null while power flows, and where none ever did.
    static let chargingEndedAt: SQL = """
        (SELECT c.charging_ended_at FROM session_course(r.id, now()) c
        WHERE r.energy_wh > 0 AND (r.status <> 'ACTIVE' OR c.charging_ended_at < c.ends_at))
        """

    /// As measured at the outlet, or of its three phases together; of a charger that does not tell it, the steepest rise of the
    /// register over at least half a minute.
    static let maximumPower: SQL = """
        coalesce((SELECT max(p.w) FROM (
            SELECT coalesce(max(m.value) FILTER (WHERE k.phase = ''), sum(m.value) FILTER (WHERE k.phase IN ('L1', 'L2', 'L3')),
                sum(m.value) FILTER (WHERE k.phase IN ('L1-N', 'L2-N', 'L3-N'))) AS w
            FROM meter_values m JOIN sample_kinds k ON k.id = m.kind_id
            WHERE m.session_id = r.id AND m.opened_month = r.opened_month AND k.measurand = 'Power.Active.Import'
                AND k.unit = 'W' AND k.location IN ('', 'Outlet')
            GROUP BY m.sampled_at, k.context) p),
        (SELECT max(x.wh * 3600 / x.seconds) FROM session_course(r.id, now()) c CROSS JOIN LATERAL (
            SELECT wh - lag(wh) OVER (ORDER BY t) AS wh, extract(epoch FROM t - lag(t) OVER (ORDER BY t))::float8 AS seconds
            FROM unnest(c.times, c.registers) u(t, wh)) x WHERE x.seconds >= 30))
        """
}

/// Here `b` is the bucket.
extension SessionPointField: StoredField {
    var column: StoredColumn {
        switch self {
        case .at: .timestamp("b.at")
        case .measurand: .text("b.measurand")
        case .phase: .text("nullif(b.phase, '')")
        case .location: .text("nullif(b.location, '')")
        case .unit: .text("b.unit")
        case .minimum: .number("b.minimum")
        case .maximum: .number("b.maximum")
        case .average: .number("b.average")
        case .count: .integer("b.count")
        }
    }
}

extension ReadStore {
    package func points(
        ofSessions sessions: [SessionID], measurands: [String], count: Int, at moment: Timestamp,
        fields: Set<SessionPointField>, viewer: Viewer
    ) async throws -> RowLists<SessionPointField> {
        let selection = Selection(fields), ids = sessions.rawValues
        guard !ids.isEmpty else { return try selection.lists(of: nil, parents: []) }
        let buckets = Int32(clamping: count)
        let rows = try await database.alone(
            """
            SELECT b.session_id AS parent, row_number() OVER () AS id\(selection.list) FROM (
                SELECT s.id AS session_id, k.measurand, k.phase, k.location, k.unit, min(m.sampled_at) AS at,
                    min(m.value) AS minimum, max(m.value) AS maximum, avg(m.value) AS average, count(*) AS count
                FROM (SELECT r.id, r.opened_month, r.started_at, extract(epoch FROM greatest(interval '1 ms',
                        coalesce(r.stopped_at, \(PostgresTimestamp(moment))) - r.started_at))::float8 AS seconds
                    FROM sessions r WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: .seenSessions))) s
                JOIN meter_values m ON m.session_id = s.id AND m.opened_month = s.opened_month AND m.signed_data IS NULL
                JOIN sample_kinds k ON k.id = m.kind_id AND k.measurand = ANY(\(measurands))
                GROUP BY s.id, k.measurand, k.phase, k.location, k.unit, greatest(0, least(\(buckets) - 1,
                    floor(extract(epoch FROM m.sampled_at - s.started_at)::float8 / s.seconds * \(buckets))))
            ) b ORDER BY b.session_id, b.measurand, b.phase, b.location, b.unit, b.at
            """)
        return try selection.lists(of: rows, parents: ids)
    }
}
