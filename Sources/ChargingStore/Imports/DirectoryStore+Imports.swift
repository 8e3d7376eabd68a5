package import Charging
import Postgres

extension DirectoryStore: Importing {
    package func `import`(
        _ source: ImportSource, mode: ImportMode, viewer: Viewer,
        credential: @Sendable (_ password: String) throws -> StoredCredential
    ) async throws -> ImportResult {
        for right in source.target.rights { try viewer.require(right) }
        return try await database.withYieldingTransaction { transaction in
            let imports = ImportTransaction(transaction: transaction, viewer: viewer)
            if mode != .dryRun { try await imports.lock(source) }
            let plan = ImportPlan(
                source, found: try await imports.found(source), references: try await imports.references(of: source))
            let isRefused = plan.rows.contains { $0.outcome == .refused }
            var result = ImportResult(report: ImportReport(rows: plan.rows, isApplied: false))
            guard mode != .dryRun, mode == .skippingRefused || !isRefused else { return result }
            switch source.target {
            case .tags: try await imports.writeTags(plan.writes, source)
            case .stations:
                (result.onboarded, result.changed) = try await imports.writeStations(
                    plan.writes, source, credential: credential)
            }
            result.report.isApplied = true
            return result
        }
    }
}

/// The statements of one import: as many as there are kinds of rows, however many rows there are.
struct ImportTransaction {
    let transaction: Database.Transaction
    let viewer: Viewer

    var organization: Int64 { viewer.organizationID.rawValue }

    /// Keeps what is there as it is until the end.
    func lock(_ source: ImportSource) async throws {
        let keys = source.rows.map(\.key)
        switch source.target {
        case .tags:
            try await transaction.query(
                """
                SELECT r.id FROM tags r WHERE r.organization_id = \(organization)
                    AND lower(r.id_tag) IN (SELECT lower(k.key) FROM unnest(\(keys)) AS k(key))
                    AND \(viewer.condition(on: .tags)) ORDER BY r.id FOR NO KEY UPDATE
                """)
        case .stations:
            try await transaction.query(
                """
                SELECT r.id FROM stations r WHERE r.organization_id = \(organization)
                    AND r.charge_point_id = ANY(\(keys)) AND \(viewer.condition(on: .stations))
                ORDER BY r.id FOR NO KEY UPDATE
                """)
        }
    }

    /// One for each row of the file.
    func found(_ source: ImportSource) async throws -> [ImportPlan.Found] {
        let currents = source.target.currents
        let columns = currents.dropFirst().reduce(currents.first?.current ?? "NULL") { $0 + ", " + $1.current }
        let rows = try await transaction.query(foundStatement(source, columns))
        let first = try rows.int64s(at: 0), ids = try rows.int64s(at: 1), isTaken = try rows.bools("is_taken")
        let texts = try currents.indices.map { try rows.strings(at: $0 + 3) }
        let kinds = Dictionary(uniqueKeysWithValues: source.target.fields.map { ($0.name, $0.kind) })
        return rows.indices.map { row in
            var found = ImportPlan.Found(
                first: Int(clamping: (first[row] ?? 1) - 1), id: ids[row], isTaken: isTaken[row] ?? false, values: [:])
            for (place, current) in currents.enumerated() {
                guard let text = texts[place][row] else { continue }
                found.values[current.field] =
                    kinds[current.field] == .names
                    ? ImportValue(names: text.split(separator: "\u{1F}").map(String.init)) : ImportValue(lines: text)
            }
            return found
        }
    }

    private func foundStatement(_ source: ImportSource, _ columns: SQL) -> Statement {
        let keys = source.rows.map(\.key)
        return switch source.target {
        case .tags:
            """
            SELECT min(k.ord) OVER (PARTITION BY lower(k.key)) AS first, r.id, false AS is_taken, \(columns)
            FROM unnest(\(keys)) WITH ORDINALITY AS k(key, ord)
            LEFT JOIN tags r ON r.organization_id = \(organization) AND lower(r.id_tag) = lower(k.key)
                AND \(viewer.condition(on: .tags))
            ORDER BY k.ord
            """
        case .stations:
            """
            SELECT min(k.ord) OVER (PARTITION BY k.key) AS first, r.id, e.id IS NOT NULL AND r.id IS NULL AS is_taken,
                \(columns)
            FROM unnest(\(keys)) WITH ORDINALITY AS k(key, ord)
            LEFT JOIN stations e ON e.charge_point_id = k.key
            LEFT JOIN stations r ON r.id = e.id AND r.organization_id = \(organization)
                AND \(viewer.condition(on: .stations))
            ORDER BY k.ord
            """
        }
    }

    func references(of source: ImportSource) async throws -> ImportPlan.References {
        func names(_ field: String) -> [String] {
            var found: Set<String> = []
            for row in source.rows {
                switch row.values[field] ?? nil {
                case .text(let name)?: found.insert(name)
                case .names(let names)?: found.formUnion(names)
                case nil: break
                }
            }
            return found.sorted()
        }
        var references = ImportPlan.References()
        let users: Statement = """
            SELECT r.id, lower(r.email) AS name FROM users r WHERE r.organization_id = \(organization)
                AND lower(r.email) = ANY(\(names("userEmail"))) AND \(viewer.condition(on: .users))
            """
        let groups: Statement = """
            SELECT r.id, r.name FROM groups r WHERE r.organization_id = \(organization)
                AND r.name = ANY(\(names("groups"))) AND \(viewer.condition(on: .groups))
            """
        let stations: Statement = """
            SELECT r.id, r.charge_point_id AS name FROM stations r WHERE r.organization_id = \(organization)
                AND r.charge_point_id = ANY(\(names("stations"))) AND \(viewer.condition(on: .stations))
            """
        for row in try await transaction.query(users) { references.users[try row.string("name")] = try row.int64("id") }
        for row in try await transaction.query(groups) {
            references.groups[try row.string("name"), default: []].append(try row.int64("id"))
        }
        for row in try await transaction.query(stations) {
            references.stations[try row.string("name")] = try row.int64("id")
        }
        return references
    }
}
