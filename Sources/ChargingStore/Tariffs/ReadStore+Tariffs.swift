package import Charging
package import JSON
import Postgres

extension ReadStore: TariffReading {
    package func tariffs(
        text: String?, page: PageRequest, fields: Set<TariffField>, viewer: Viewer
    ) async throws -> RowPages<TariffField> {
        var conditions: [Statement] = [viewer.condition(on: .tariffs), "r.deleted_at IS NULL"]
        if let pattern = text?.containedPattern { conditions.append("r.name ILIKE \(pattern)") }
        return try await Listing<TariffField>(
            source: "tariffs r", conditions: conditions, order: ListOrder(key: "r.name", kind: .text)
        ).page(page, fields: fields, in: database)
    }

    package func tariffs(
        ids: [TariffID], fields: Set<TariffField>, viewer: Viewer
    ) async throws -> RowBatch<TariffField> {
        try await rows("tariffs r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .tariffs))
    }

    package func tariffVersions(
        ids: [TariffVersionID], fields: Set<TariffVersionField>, viewer: Viewer
    ) async throws -> RowBatch<TariffVersionField> {
        try await rows(
            "tariff_versions r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .tariffVersions))
    }

    package func tariffVersions(
        ofTariffs tariffs: [TariffID], page: PageRequest, fields: Set<TariffVersionField>, viewer: Viewer
    ) async throws -> RowPages<TariffVersionField> {
        try await Listing<TariffVersionField>(
            source: "tariff_versions r", conditions: ["r.tariff_id = p.id", viewer.condition(on: .tariffVersions)],
            order: ListOrder(key: "r.number", kind: .integer, isDescending: true)
        ).pages(ofParents: tariffs.rawValues, page: page, fields: fields, in: database)
    }

    package func assignments(
        ofTariffs tariffs: [TariffID], page: PageRequest, fields: Set<TariffAssignmentField>, viewer: Viewer
    ) async throws -> RowPages<TariffAssignmentField> {
        try await Listing<TariffAssignmentField>(
            source: "tariff_assignments r",
            conditions: [
                "r.tariff_id = p.id", Statement(Self.isNotReplaced), viewer.condition(on: .tariffs),
            ], order: ListOrder(key: "r.id", kind: .integer)
        ).pages(ofParents: tariffs.rawValues, page: page, fields: fields, in: database)
    }

    /// Nothing was assigned to the same place that is in force instead of the assignment `r`.
    static let isNotReplaced: SQL = """
        NOT EXISTS (SELECT FROM tariff_assignments n WHERE n.organization_id = r.organization_id
            AND n.station_id IS NOT DISTINCT FROM r.station_id AND n.group_id IS NOT DISTINCT FROM r.group_id
            AND (n.valid_from, n.id) > (r.valid_from, r.id) AND n.valid_from <= greatest(now(), r.valid_from))
        """

    package func costs(
        ofSessions sessions: [SessionID], at moment: Timestamp, fields: Set<CostField>, viewer: Viewer
    ) async throws -> RowLists<CostField> {
        let selection = Selection(fields), ids = sessions.rawValues
        guard !ids.isEmpty else { return try selection.lists(of: nil, parents: []) }
        // What is final was written down; the rest is computed.
        let statement: Statement = """
            SELECT r.id AS parent, r.id AS id\(selection.list) FROM sessions r
            LEFT JOIN session_costs k ON k.session_id = r.id AND k.is_final CROSS JOIN LATERAL (
                SELECT k.currency, k.total, k.lines, true AS is_final WHERE k.session_id IS NOT NULL
                UNION ALL SELECT * FROM session_cost(r.id, \(PostgresTimestamp(moment))) WHERE k.session_id IS NULL) c
            WHERE r.id = ANY(\(ids)) AND r.tariff_version_id IS NOT NULL AND \(viewer.condition(on: .sessions))
            ORDER BY r.id
            """
        let rows = ids.count > 20 ? try await database.alone(statement) : try await database.query(statement)
        return try selection.lists(of: rows, parents: ids)
    }

    package func costs(
        of question: TariffQuestion, fields: Set<CostField>, viewer: Viewer
    ) async throws -> RowBatch<CostField> {
        let selection = Selection(fields)
        let rows = try await database.query(
            """
            SELECT r.tariff_version_id AS id\(selection.list) FROM (
                SELECT v.id AS tariff_version_id, q.starts_at, q.starts_at + make_interval(secs => q.charging) AS ends_at,
                    q.starts_at + make_interval(secs => q.charging + q.idle) AS leaves_at, q.energy
                FROM tariffs r CROSS JOIN (SELECT \(PostgresTimestamp(question.startsAt)) AS starts_at,
                    \(Double(question.durationSeconds)) AS charging, \(Double(question.idleSeconds)) AS idle,
                    \(question.energyWh) AS energy) q
                CROSS JOIN LATERAL (SELECT t.id FROM tariff_versions t WHERE t.tariff_id = r.id
                    AND t.valid_from <= q.starts_at ORDER BY t.valid_from DESC, t.number DESC LIMIT 1) v
                WHERE r.id = \(question.tariff.rawValue) AND r.deleted_at IS NULL AND \(viewer.condition(on: .tariffs))
            ) r CROSS JOIN LATERAL (
                SELECT x.*, true AS is_final FROM tariff_costs(r.tariff_version_id, ARRAY[r.starts_at, r.ends_at],
                    ARRAY[0, r.energy], tstzmultirange(tstzrange(r.starts_at, r.leaves_at)),
                    tstzmultirange(tstzrange(r.starts_at, r.ends_at)), tstzmultirange(tstzrange(r.ends_at, r.leaves_at)),
                    r.ends_at) x) c
            """)
        return try selection.batch(of: rows, id: 0, fields: 1)
    }
}
