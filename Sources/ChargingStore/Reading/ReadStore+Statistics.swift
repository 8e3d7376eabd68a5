package import Charging
import JSON
import Postgres

extension ReadStore: StatisticsReading {
    package func sessionTotals(
        _ filter: SessionFilter, withCosts: Bool, viewer: Viewer
    ) async throws -> SessionTotals {
        let filters = filter.conditions(viewer)
        let conditions = ([viewer.condition(on: .seenSessions)] + filters).all
        let costs: Statement =
            withCosts ? Self.costs(([viewer.condition(on: .sessions)] + filters).all) : "NULL::jsonb"
        let row = try await database.alone(
            """
            SELECT count(*) AS count, coalesce(sum(r.energy_wh), 0) AS energy,
                coalesce(sum(extract(epoch FROM greatest(coalesce(r.stopped_at, now()) - r.started_at, interval '0'))), 0)
                    ::double precision AS seconds, \(costs) AS costs
            FROM sessions r WHERE \(conditions)
            """
        ).single()
        var totals = SessionTotals(
            count: try row.int("count"), energyWh: try row.double("energy"), seconds: try row.double("seconds"))
        let sums = try row.optional.string("costs").map { try JSONValue(parsing: Array($0.utf8)) }
        totals.costs = (sums?.array ?? []).compactMap { cost in
            guard let amount = cost["amount"]?.string, let currency = cost["currency"]?.string else { return nil }
            return CurrencyTotal(amount: amount, currency: currency)
        }
        return totals
    }

    /// Of what was written down with the stops.
    private static func costs(_ conditions: Statement) -> Statement {
        """
        (SELECT jsonb_agg(jsonb_build_object('amount', s.total::text, 'currency', s.currency) ORDER BY s.currency)
        FROM (SELECT k.currency, sum(k.total) AS total FROM sessions r JOIN session_costs k ON k.session_id = r.id
            WHERE \(conditions) GROUP BY k.currency) s)
        """
    }

    package func stationCounts(viewer: Viewer) async throws -> [Presence: Int] {
        let rows = try await database.query(
            """
            SELECT r.presence, count(*) AS count FROM stations r WHERE \(viewer.condition(on: .seenStations))
            GROUP BY r.presence
            """)
        return try rows.reduce(into: [:]) { counts, row in
            if let presence = Presence(rawValue: try row.string("presence")) { counts[presence] = try row.int("count") }
        }
    }

    package func connectorCounts(viewer: Viewer) async throws -> [ConnectorCount] {
        let rows = try await database.query(
            """
            SELECT r.status, count(*) AS count, count(*) FILTER (WHERE s.presence <> 'ONLINE') AS stale
            FROM connectors r JOIN stations s ON s.id = r.station_id AND s.removed_at IS NULL WHERE \(viewer.condition(on: .connectors))
            GROUP BY r.status
            """)
        return try rows.compactMap { row in
            guard let status = ConnectorStatus(rawValue: try row.string("status")) else { return nil }
            return ConnectorCount(status: status, count: try row.int("count"), stale: try row.int("stale"))
        }
    }

    package func connectedStations(viewer: Viewer) async throws -> [StationID] {
        let ids: [Int64] = try await database.query(
            "SELECT r.id FROM stations r WHERE r.presence = 'ONLINE' AND \(viewer.condition(on: .seenStations))"
        ).column("id")
        return ids.map(StationID.init(rawValue:))
    }

    // MARK: - Days

    package func sessionsPerDay(_ range: DayRange, viewer: Viewer) async throws -> [DayTotals] {
        try await totals(
            """
            SELECT d.starts_at, count(r.id) AS count, coalesce(sum(r.energy_wh), 0) AS energy
            FROM \(Self.days(range)) d LEFT JOIN sessions r ON r.started_at >= d.starts_at AND r.started_at < d.ends_at
                AND r."authorization" = 'ACCEPTED' AND \(viewer.condition(on: .seenSessions))
            GROUP BY d.starts_at ORDER BY d.starts_at
            """)
    }

    package func reservationsPerDay(_ range: DayRange, viewer: Viewer) async throws -> [DayTotals] {
        try await totals(
            """
            SELECT d.starts_at, count(r.id) AS count, 0::double precision AS energy
            FROM \(Self.days(range)) d
            LEFT JOIN reservations r ON r.requested_at >= d.starts_at AND r.requested_at < d.ends_at
                AND r.status <> 'REFUSED' AND \(viewer.condition(on: .reservations))
            GROUP BY d.starts_at ORDER BY d.starts_at
            """)
    }

    private func totals(_ statement: Statement) async throws -> [DayTotals] {
        try await database.alone(statement).map { row in
            DayTotals(
                startsAt: Timestamp(microseconds: try row.timestamp("starts_at")), count: try row.int("count"),
                energyWh: try row.double("energy"))
        }
    }

    /// As tables have them: a day has 23 or 25 hours where the clock is changed.
    private static func days(_ range: DayRange) -> Statement {
        """
        (SELECT (m.midnight - n * interval '1 day') AT TIME ZONE \(range.timeZone) AS starts_at,
            (m.midnight - (n - 1) * interval '1 day') AT TIME ZONE \(range.timeZone) AS ends_at
        FROM (SELECT date_trunc('day', \(PostgresTimestamp(range.until)) AT TIME ZONE \(range.timeZone)) AS midnight) m,
            generate_series(0, \(Int32(clamping: range.days - 1))) n)
        """
    }

    // MARK: - Power

    /// Between two states of a session's register the power is taken as constant, so that what is under the curve is the
    /// energy that was counted.
    package func combinedPower(_ day: DayRange, points: Int, viewer: Viewer) async throws -> [PowerPoint] {
        var day = day
        day.days = 1
        let points = Int32(clamping: points)
        let rows = try await database.alone(
            """
            WITH day AS (SELECT d.*, extract(epoch FROM d.ends_at - d.starts_at)::double precision / \(points) AS step
                FROM \(Self.days(day)) d),
            session AS (SELECT r.id, r.opened_month, r.started_at, coalesce(r.meter_baseline_wh, r.meter_start_wh) AS start,
                    r.stopped_at, r.meter_stop_wh
                FROM sessions r, day WHERE r.started_at < day.ends_at AND r.started_at > day.starts_at - interval '7 days'
                AND (r.stopped_at IS NULL OR r.stopped_at > day.starts_at) AND \(viewer.condition(on: .seenSessions))),
            kind AS (SELECT id FROM sample_kinds WHERE measurand = 'Energy.Active.Import.Register' AND unit = 'Wh'
                AND phase = '' AND location IN ('', 'Outlet')),
            state AS (
                SELECT s.id, m.sampled_at AS at, m.value AS register FROM session s
                    JOIN meter_values m ON m.session_id = s.id AND m.opened_month = s.opened_month
                    JOIN kind ON kind.id = m.kind_id
                UNION ALL SELECT id, started_at, start FROM session
                UNION ALL SELECT id, stopped_at, meter_stop_wh FROM session
                    WHERE stopped_at IS NOT NULL AND meter_stop_wh IS NOT NULL),
            part AS (SELECT lag(at) OVER w AS since, at AS until, register - lag(register) OVER w AS energy FROM state
                WINDOW w AS (PARTITION BY id ORDER BY at, register)),
            share AS (SELECT n, p.energy * extract(epoch FROM least(p.until, day.starts_at + (n + 1) * day.step * interval '1 s')
                    - greatest(p.since, day.starts_at + n * day.step * interval '1 s'))::double precision
                    / extract(epoch FROM p.until - p.since)::double precision AS energy
                FROM day, part p, generate_series(
                    greatest(0, floor(extract(epoch FROM p.since - day.starts_at) / day.step))::int,
                    least(\(points) - 1, floor(extract(epoch FROM p.until - day.starts_at) / day.step))::int) n
                WHERE p.since < day.ends_at AND p.until > day.starts_at AND p.until > p.since AND p.energy > 0)
            SELECT day.starts_at + n * day.step * interval '1 s' AS at,
                coalesce((SELECT sum(s.energy) FROM share s WHERE s.n = p.n), 0) * 3600 / day.step AS power
            FROM day, generate_series(0, \(points) - 1) p (n)
            WHERE day.starts_at + n * day.step * interval '1 s' <= now() ORDER BY n
            """)
        return try rows.map { row in
            PowerPoint(
                at: Timestamp(microseconds: try row.timestamp("at")), powerW: try row.double("power"))
        }
    }
}
