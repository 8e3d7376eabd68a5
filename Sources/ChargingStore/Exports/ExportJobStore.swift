package import Charging
import JSON
import Postgres

extension ReadStore: ExportJobReading {
    package func exportJobs(
        page: PageRequest, fields: Set<ExportJobField>, viewer: Viewer
    ) async throws -> RowPages<ExportJobField> {
        try await Listing<ExportJobField>(
            source: "export_jobs r", conditions: [viewer.condition(on: .exportJobs)],
            order: ListOrder(key: "r.created_at", kind: .timestamp, isDescending: true)
        ).page(page, fields: fields, in: database)
    }

    package func exportJobs(
        ids: [ExportJobID], fields: Set<ExportJobField>, viewer: Viewer
    ) async throws -> RowBatch<ExportJobField> {
        try await rows("export_jobs r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .exportJobs))
    }
}

extension ExportJobField: StoredField {
    var column: StoredColumn {
        switch self {
        case .list: .text("r.list")
        case .format: .text("r.format")
        case .status: .text("r.status")
        case .rowCount: .integer("r.row_count")
        case .sizeBytes: .number("r.size_bytes::double precision")
        case .failure: .text("r.failure")
        case .createdAt: .timestamp("r.created_at")
        case .startedAt: .timestamp("r.started_at")
        case .endedAt: .timestamp("r.ended_at")
        case .expiresAt: .timestamp("r.expires_at")
        }
    }
}

extension DirectoryStore: ExportJobWriting {
    package func createExportJob(_ job: ExportJobDraft, viewer: Viewer) async throws -> ExportJobID {
        guard !viewer.isReadOnly else { throw ChargingError(.forbidden, "this token changes nothing") }
        let parameters = JSONValue.array(job.parameters.map { [.string($0.name), .string($0.value)] })
        return try await database.withTransaction { transaction in
            // One after the other, so that the count holds.
            try await transaction.query("SELECT pg_advisory_xact_lock(232, hashint8(\(viewer.userID.rawValue)))")
            let row = try await transaction.query(
                """
                SELECT count(*) AS count, count(*) FILTER (WHERE status IN ('QUEUED', 'RUNNING')) AS open
                FROM export_jobs WHERE user_id = \(viewer.userID.rawValue)
                """
            ).single()
            guard try row.int("open") < ExportJobDraft.openLimit, try row.int("count") < ExportJobDraft.limit else {
                throw ChargingError(
                    .limitExceeded,
                    "up to \(ExportJobDraft.openLimit) exports at once and \(ExportJobDraft.limit) files are kept; delete some"
                )
            }
            let made = try await transaction.query(
                """
                INSERT INTO export_jobs (organization_id, user_id, token_id, list, parameters, format)
                VALUES (\(viewer.organizationID.rawValue), \(viewer.userID.rawValue), \(viewer.tokenID), \(job.list),
                    \(PostgresJSON(bytes: parameters.encoded())), \(job.format.rawValue)) RETURNING id
                """)
            return ExportJobID(rawValue: try made.single().int64("id"))
        }
    }

    package func deleteExportJobs(_ ids: [ExportJobID], viewer: Viewer) async throws {
        guard !viewer.isReadOnly else { throw ChargingError(.forbidden, "this token changes nothing") }
        let wanted = Set(ids.rawValues).sorted()
        try await database.withTransaction { transaction in
            let gone = try await transaction.query(
                """
                DELETE FROM export_jobs r WHERE r.id = ANY(\(wanted)) AND \(viewer.condition(on: .exportJobs)) RETURNING r.id
                """)
            guard gone.count == wanted.count else {
                throw ChargingError(.notFound, "not all of these exports exist", field: "ids")
            }
        }
    }
}

extension DirectoryStore: ExportJobBook {
    package func takeExportJob() async throws -> ExportTurn? {
        let rows = try await database.query(
            """
            WITH next AS (
                SELECT j.id, j.attempts FROM export_jobs j WHERE j.status = 'QUEUED'
                    OR j.status = 'RUNNING' AND j.touched_at < now() - interval '30 seconds'
                ORDER BY j.id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
            ), taken AS (
                UPDATE export_jobs j SET status = 'RUNNING', attempts = j.attempts + 1, touched_at = now(), row_count = 0,
                    started_at = coalesce(j.started_at, now())
                FROM next WHERE j.id = next.id AND next.attempts < 3
                RETURNING j.*, false AS is_given_up
            ), failed AS (
                UPDATE export_jobs j SET status = 'FAILED', ended_at = now(), expires_at = now() + interval '1 day',
                    failure = 'The server ended three times while it was written.'
                FROM next WHERE j.id = next.id AND next.attempts >= 3 RETURNING j.*, true AS is_given_up
            )
            SELECT id, list, parameters, format, user_id, organization_id, token_id, attempts, is_given_up
            FROM (SELECT * FROM taken UNION ALL SELECT * FROM failed) turn
            """)
        guard let row = rows.first else { return nil }
        let parameters = try JSONValue(parsing: try row.json("parameters")).array ?? []
        return ExportTurn(
            id: ExportJobID(rawValue: try row.int64("id")),
            draft: ExportJobDraft(
                list: try row.string("list"),
                parameters: parameters.compactMap { pair in
                    guard let name = pair[0]?.string, let value = pair[1]?.string else { return nil }
                    return ExportParameter(name: name, value: value)
                },
                format: ExportFormat(rawValue: try row.string("format")) ?? .csv),
            user: UserID(rawValue: try row.int64("user_id")),
            organization: OrganizationID(rawValue: try row.int64("organization_id")),
            token: try row.int64("token_id"), attempt: try row.int("attempts"), isGivenUp: try row.bool("is_given_up"))
    }

    package func noteExport(_ turn: ExportTurn, rows: Int) async throws -> Bool {
        let noted = try await database.query(
            """
            UPDATE export_jobs SET touched_at = now(), row_count = \(Int64(rows))
            WHERE id = \(turn.id.rawValue) AND status = 'RUNNING' AND attempts = \(Int64(turn.attempt)) RETURNING id
            """)
        return !noted.isEmpty
    }

    package func finishExport(_ turn: ExportTurn, rows: Int, file: StoredFile) async throws -> Bool {
        let done = try await database.query(
            """
            UPDATE export_jobs SET status = 'DONE', row_count = \(Int64(rows)), stored_name = \(file.storedName)::text::uuid,
                size_bytes = \(file.size), sha256 = \(file.sha256), ended_at = now(), expires_at = now() + interval '1 day'
            WHERE id = \(turn.id.rawValue) AND status = 'RUNNING' AND attempts = \(Int64(turn.attempt)) RETURNING id
            """)
        return !done.isEmpty
    }

    package func failExport(_ turn: ExportTurn, because reason: String) async throws {
        _ = try await database.query(
            """
            UPDATE export_jobs SET status = 'FAILED', failure = left(\(reason)::text, 500), ended_at = now(),
                expires_at = now() + interval '1 day'
            WHERE id = \(turn.id.rawValue) AND status = 'RUNNING' AND attempts = \(Int64(turn.attempt))
            """)
    }

    package func exportFile(of id: ExportJobID, viewer: Viewer) async throws -> StoredFile? {
        let rows = try await database.query(
            """
            SELECT r.list || CASE r.format WHEN 'CSV' THEN '.csv' ELSE '.xlsx' END AS file_name,
                r.stored_name::text AS stored_name, r.size_bytes, r.sha256 FROM export_jobs r
            WHERE r.id = \(id.rawValue) AND r.status = 'DONE' AND \(viewer.condition(on: .exportJobs))
            """)
        return try rows.first.map { row in
            StoredFile(
                fileName: try row.string("file_name"), storedName: try row.string("stored_name"),
                size: try row.int64("size_bytes"), sha256: try row.bytes("sha256"))
        }
    }

    package func deleteExpiredExports() async throws -> [String] {
        try await database.query(
            """
            WITH gone AS (DELETE FROM export_jobs WHERE expires_at <= now() RETURNING stored_name)
            SELECT stored_name::text AS stored_name FROM gone WHERE stored_name IS NOT NULL
            """
        ).column("stored_name")
    }
}
