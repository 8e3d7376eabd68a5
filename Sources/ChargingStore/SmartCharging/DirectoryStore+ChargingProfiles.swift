package import Charging
import JSON
import Postgres

extension DirectoryStore: ChargingProfiles {
    package func accepted(
        _ installed: InstalledProfile, of station: StationID, by operation: OperationID
    ) async throws {
        let profile = installed.profile
        let transaction = profile.transactionID.flatMap(Int32.init(exactly:))
        _ = try await database.pipeline([
            """
            WITH gone AS (DELETE FROM charging_profiles r WHERE r.station_id = \(station.rawValue)
            AND (r.profile_id = \(Int32(clamping: profile.id)) OR NOT \(ReadStore.isInForce)
                OR r.connector_number = \(Int32(clamping: installed.connector)) AND r.purpose = \(profile.purpose.rawValue)
                    AND r.stack_level = \(Int32(clamping: profile.stackLevel)))
            AND coalesce(r.operation_id, 0) <= \(operation.rawValue) RETURNING r.profile_id)
            \(Self.ending(of: station, at: "\(PostgresTimestamp(installed.acceptedAt))"))
            """,
            """
            WITH kept AS (INSERT INTO charging_profiles (organization_id, station_id, connector_number, profile_id, stack_level, purpose,
                kind, recurrency, valid_from, valid_to, transaction_id, session_id, unit, start_at, duration_seconds,
                minimum_rate, periods, operation_id, accepted_at)
            SELECT r.organization_id, r.id, \(Int32(clamping: installed.connector)), \(Int32(clamping: profile.id)),
                \(Int32(clamping: profile.stackLevel)), \(profile.purpose.rawValue), \(profile.kind.rawValue),
                \(profile.recurrency?.rawValue), \(profile.validFrom.map { PostgresTimestamp($0) }),
                \(profile.validTo.map { PostgresTimestamp($0) }), \(transaction), s.id, \(profile.unit.rawValue),
                \(profile.startAt.map { PostgresTimestamp($0) }), \(profile.durationSeconds.map { Int32(clamping: $0) }),
                \(profile.minimumRate), \(PostgresJSON(bytes: JSONValue.array(profile.periods.map(\.described)).encoded())),
                o.id, \(PostgresTimestamp(installed.acceptedAt))
            FROM stations r LEFT JOIN operations o ON o.id = \(operation.rawValue)
            LEFT JOIN sessions s ON s.station_id = r.id AND s.transaction_id = \(transaction) AND s.status = 'ACTIVE'
            WHERE r.id = \(station.rawValue) AND (\(transaction)::integer IS NULL OR s.id IS NOT NULL)
            ON CONFLICT DO NOTHING RETURNING *)
            INSERT INTO accepted_charging_profiles (station_id, connector_number, profile_id, stack_level, purpose,
                session_id, unit, lowest_limit, highest_limit, valid_from, valid_to, accepted_at)
            SELECT k.station_id, k.connector_number, k.profile_id, k.stack_level, k.purpose, k.session_id, k.unit,
                l.lowest, l.highest, k.valid_from, k.valid_to, k.accepted_at
            FROM kept k CROSS JOIN LATERAL (
                SELECT min((p->>'limit')::double precision) AS lowest, max((p->>'limit')::double precision) AS highest
                FROM jsonb_array_elements(k.periods) p) l
            """,
        ])
    }

    /// What sessions were held to stays known: of the profiles that are `gone`, when they ended.
    private static func ending(of station: StationID, at moment: Statement) -> Statement {
        """
        UPDATE accepted_charging_profiles a SET ended_at = greatest(\(moment), a.accepted_at) FROM gone
        WHERE a.station_id = \(station.rawValue) AND a.profile_id = gone.profile_id AND a.ended_at IS NULL
        """
    }

    package func cleared(_ criteria: ProfileCriteria, of station: StationID, by operation: OperationID) async throws {
        _ = try await database.query(
            """
            WITH gone AS (DELETE FROM charging_profiles r
                WHERE r.station_id = \(station.rawValue) AND \(condition(criteria))
                AND coalesce(r.operation_id, 0) <= \(operation.rawValue) RETURNING r.profile_id)
            \(Self.ending(of: station, at: "now()"))
            """)
    }

    private func condition(_ criteria: ProfileCriteria) -> Statement {
        if let id = criteria.id { return "r.profile_id = \(Int32(clamping: id))" }
        var condition: Statement = "true"
        if let connector = criteria.connector {
            condition += " AND r.connector_number = \(Int32(clamping: connector))"
        }
        if let purpose = criteria.purpose { condition += " AND r.purpose = \(purpose.rawValue)" }
        if let level = criteria.stackLevel { condition += " AND r.stack_level = \(Int32(clamping: level))" }
        return condition
    }

    package func heard(_ limits: ProfileLimits, of station: StationID) async throws {
        _ = try await database.query(
            """
            INSERT INTO charging_profile_limits AS l
                (station_id, maximum_stack_level, maximum_periods, maximum_profiles, units)
            VALUES (\(station.rawValue), \(limits.maximumStackLevel.map { Int32(clamping: $0) }),
                \(limits.maximumPeriods.map { Int32(clamping: $0) }), \(limits.maximumProfiles.map { Int32(clamping: $0) }),
                CASE WHEN \(limits.units != nil) THEN \((limits.units ?? []).map(\.rawValue).sorted()) END)
            ON CONFLICT (station_id) DO UPDATE SET
                maximum_stack_level = coalesce(excluded.maximum_stack_level, l.maximum_stack_level),
                maximum_periods = coalesce(excluded.maximum_periods, l.maximum_periods),
                maximum_profiles = coalesce(excluded.maximum_profiles, l.maximum_profiles),
                units = coalesce(excluded.units, l.units)
            """)
    }

    package func state(of station: StationID) async throws -> SmartChargingState {
        try await SmartChargingState.read(station, reach: { _ in "true" }, in: database) ?? SmartChargingState()
    }

    package func keep(_ comparison: ScheduleComparison, of operation: OperationID) async throws {
        let differences = JSONValue.array(comparison.differences.map(\.described)).encoded()
        _ = try await database.query(
            """
            INSERT INTO schedule_comparisons
                (operation_id, connector_number, start_at, duration_seconds, unit, tolerance, differences)
            VALUES (\(operation.rawValue), \(Int32(clamping: comparison.connector)),
                \(PostgresTimestamp(comparison.start)), \(Int32(clamping: comparison.durationSeconds)),
                \(comparison.unit.rawValue), \(comparison.tolerance), \(PostgresJSON(bytes: differences)))
            ON CONFLICT DO NOTHING
            """)
    }
}
