import Charging
import Postgres

extension ImportTransaction {
    func writeTags(_ writes: [ImportPlan.Write], _ source: ImportSource) async throws {
        let new = writes.filter { $0.id == nil }, changed = writes.filter { $0.id != nil }
        let hasUsers = source.fields.contains { $0.kind == .email }
        var ids: [String: Int64] = [:]
        if !new.isEmpty {
            var parts = columns(of: new, source)
            if hasUsers { parts.add("user_id", "bigint", "\(new.map(\.user))") }
            let rows = try await transaction.query(
                """
                INSERT INTO tags (organization_id, id_tag\(parts.names)) SELECT \(organization), i.key\(parts.values)
                FROM unnest(\(new.map(\.key))\(parts.arrays)) AS i(key\(parts.aliases)) RETURNING id, id_tag
                """)
            for row in rows { ids[try row.string("id_tag")] = try row.int64("id") }
            try await adopt(Array(ids.values))
        }
        if !changed.isEmpty {
            var parts = columns(of: changed, source)
            if hasUsers { parts.add("user_id", "bigint", "\(changed.map(\.user))") }
            let restricted = changed.map { $0.stations.map { !$0.isEmpty } }
            try await transaction.query(
                """
                UPDATE tags r SET is_restricted_to_stations = coalesce(i.restricted, r.is_restricted_to_stations)\(parts.sets)
                FROM unnest(\(changed.compactMap(\.id)), \(restricted)\(parts.arrays)) AS i(id, restricted\(parts.aliases))
                WHERE r.id = i.id
                """)
        }
        let all = writes.map { (row: $0.id ?? ids[$0.key] ?? 0, write: $0) }
        try await link(all.map { ($0.row, $0.write.groups) }, "tag_groups", "tag_id", "group_id")
        try await link(all.map { ($0.row, $0.write.stations) }, "tag_stations", "tag_id", "station_id")
    }

    func writeStations(
        _ writes: [ImportPlan.Write], _ source: ImportSource, credential: (String) throws -> StoredCredential
    ) async throws -> (onboarded: [StationRecord], changed: [StationRecord]) {
        let new = writes.filter { $0.id == nil }, changed = writes.filter { $0.id != nil }
        var onboarded: [StationRecord] = [], updated: [StationRecord] = []
        if !new.isEmpty {
            let parts = columns(of: new, source)
            let credentials = try new.map { try ($0.values["password"] ?? nil).map { try credential($0.text) } }
            let rows = try await transaction.query(
                """
                INSERT INTO stations AS r (organization_id, charge_point_id, password_verifier, password_encrypted\(parts.names))
                SELECT \(organization), i.key, i.verifier, i.encrypted\(parts.values)
                FROM unnest(\(new.map(\.key)), \(credentials.map { $0?.verifier }), \(credentials.map { $0?.encrypted })\(parts.arrays))
                    AS i(key, verifier, encrypted\(parts.aliases)) RETURNING \(StationRecord.columns)
                """)
            onboarded = try rows.map { try StationRecord($0) }
        }
        if !changed.isEmpty {
            let parts = columns(of: changed, source)
            let rows = try await transaction.query(
                """
                UPDATE stations r SET modified_at = now()\(parts.sets)
                FROM unnest(\(changed.compactMap(\.id))\(parts.arrays)) AS i(id\(parts.aliases))
                WHERE r.id = i.id RETURNING \(StationRecord.columns)
                """)
            updated = try rows.map { try StationRecord($0) }
        }
        let ids = Dictionary(uniqueKeysWithValues: onboarded.map { ($0.chargePointID.text, $0.id.rawValue) })
        try await link(
            writes.map { ($0.id ?? ids[$0.key] ?? 0, $0.groups) }, "station_groups", "station_id", "group_id")
        return (onboarded, updated)
    }

    private func columns(of writes: [ImportPlan.Write], _ source: ImportSource) -> WrittenColumns {
        var parts = WrittenColumns()
        let given = Set(source.fields.map(\.name))
        for column in source.target.columns where given.contains(column.field) {
            parts.add(column.column, column.cast, "\(writes.map { ($0.values[column.field] ?? nil)?.text })")
        }
        return parts
    }

    /// In place of the links that the rows have; nil: as they are.
    private func link(
        _ rows: [(row: Int64, to: [Int64]?)], _ table: SQL, _ row: SQL, _ other: SQL
    ) async throws {
        let replaced = rows.filter { $0.to != nil }
        guard !replaced.isEmpty else { return }
        try await transaction.query("DELETE FROM \(table) m WHERE m.\(row) = ANY(\(replaced.map(\.row)))")
        let pairs = replaced.flatMap { row, to in (to ?? []).map { (row, $0) } }
        guard !pairs.isEmpty else { return }
        try await transaction.query(
            """
            INSERT INTO \(table) (organization_id, \(row), \(other)) SELECT \(organization), i.row_id, i.other_id
            FROM unnest(\(pairs.map(\.0)), \(pairs.map(\.1))) AS i(row_id, other_id)
            """)
    }

    /// As ``Database/Transaction/adopt(_:as:organization:)`` for one tag.
    private func adopt(_ tags: [Int64]) async throws {
        try await transaction.query(
            """
            DELETE FROM unknown_tags WHERE id = ANY(ARRAY(
                SELECT u.id FROM unknown_tags u WHERE u.organization_id = \(organization)
                AND lower(u.id_tag) IN (SELECT lower(t.id_tag) FROM tags t WHERE t.id = ANY(\(tags)))
                FOR UPDATE SKIP LOCKED))
            """)
        try await transaction.query(
            """
            UPDATE sessions s SET tag_id = t.id, is_tag_unknown = false FROM tags t
            WHERE t.id = ANY(\(tags)) AND s.organization_id = \(organization)
                AND lower(s.id_tag) = lower(t.id_tag) AND s.is_tag_unknown
            """)
    }
}

/// Columns of a statement that writes many rows of arrays, each part begun by a comma.
private struct WrittenColumns {
    private(set) var names: Statement = ""
    private(set) var values: Statement = ""
    private(set) var sets: Statement = ""
    private(set) var arrays: Statement = ""
    private(set) var aliases: Statement = ""
    private var count = 0

    mutating func add(_ column: SQL, _ cast: SQL, _ array: Statement) {
        count += 1
        let alias = Statement(trusted: "c\(count)")
        names += ", \(column)"
        values += ", i.\(alias)::\(cast)"
        sets += ", \(column) = i.\(alias)::\(cast)"
        arrays += ", \(array)"
        aliases += ", \(alias)"
    }
}
