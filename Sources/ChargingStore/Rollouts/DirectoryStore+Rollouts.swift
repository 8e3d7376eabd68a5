package import Charging
import JSON
import Postgres

extension DirectoryStore: FirmwareRolloutWriting {
    package func createRollout(_ rollout: NewFirmwareRollout, viewer: Viewer) async throws -> FirmwareRolloutID {
        try viewer.requireSomewhere(.rollOutFirmware)
        return try await database.withTransaction { transaction in
            let image = try await transaction.image(of: rollout, viewer: viewer)
            // One after the other, so that none of them takes a station that another one takes.
            try await transaction.query("SELECT pg_advisory_xact_lock(231, hashint8(\(image.organization)))")
            let candidates = try await transaction.candidates(rollout.stations, for: image, viewer: viewer)
            let id = try await transaction.query(
                """
                INSERT INTO firmware_rollouts (organization_id, name, image_id, version, is_signed, wave_sizes, pause_seconds,
                    max_failures, station_wait_seconds, starts_at, status, next_wave_at, created_by)
                SELECT \(image.organization), \(rollout.name), \(rollout.image.rawValue), \(image.version),
                    \(rollout.isSigned), \(rollout.waveSizes.map { Int32(clamping: $0) }),
                    \(rollout.pause.components.seconds), \(Int64(rollout.maxFailures)),
                    \(rollout.stationWait.components.seconds), start.at, 'SCHEDULED', start.at,
                    nullif(\(viewer.userID.rawValue), \(UserID.server.rawValue))
                FROM (SELECT coalesce(\(rollout.startsAt.map { PostgresTimestamp($0) })::timestamptz, now()) AS at) start
                RETURNING id
                """
            ).single().int64("id")
            let taken = try await transaction.query(Self.plan(id, candidates, rollout, image)).single()
            guard try taken.int("count") > 0 else { throw try Self.nothingToDo(taken, rollout) }
            return FirmwareRolloutID(rawValue: id)
        }
    }

    /// What each of the stations is left out for.
    private static func nothingToDo(_ taken: PostgresRow, _ rollout: NewFirmwareRollout) throws -> ChargingError {
        let isFound = if case .fitting = rollout.stations { true } else { false }
        let other = try taken.int("other"), running = try taken.int("running"), elsewhere = try taken.int("elsewhere")
        guard other + running + elsewhere > 0 else {
            return ChargingError(
                .badInput, "the filter finds no station that this image fits and that does not run it", field: "filter")
        }
        return ChargingError(
            .badInput,
            "none of these stations is to get this image: \(other) of another model, \(running) run it, \(elsewhere) in another roll-out",
            field: isFound ? "filter" : "stationIds")
    }

    /// Puts each station into its wave, or says why it is left out.
    private static func plan(
        _ id: Int64, _ candidates: [Int64], _ rollout: NewFirmwareRollout, _ image: RolledImage
    ) -> Statement {
        let sizes = rollout.waveSizes.map(Int64.init)
        return """
            WITH input AS (
                SELECT r.id, u.place, \(image.exclusion) AS reason
                FROM unnest(\(candidates)) WITH ORDINALITY AS u(id, place) JOIN stations r ON r.id = u.id
            ), numbered AS (
                SELECT id, place, reason, row_number() OVER (PARTITION BY reason IS NULL ORDER BY place) AS number FROM input
            ), sizes AS (
                SELECT wave, size, (sum(size) OVER (ORDER BY wave))::bigint AS until, count(*) OVER () AS waves
                FROM unnest(\(sizes)) WITH ORDINALITY AS z(size, wave)
            ), made AS (
                INSERT INTO firmware_rollout_stations (organization_id, rollout_id, station_id, wave, status, reason, ended_at)
                SELECT \(image.organization), \(id), n.id, CASE WHEN n.reason IS NOT NULL THEN 0 ELSE coalesce(
                        (SELECT min(z.wave) FROM sizes z WHERE z.until >= n.number),
                        (SELECT z.wave + (n.number - z.until - 1) / z.size + 1 FROM sizes z WHERE z.wave = z.waves)) END,
                    CASE WHEN n.reason IS NULL THEN 'WAITING' ELSE 'SKIPPED' END, n.reason,
                    CASE WHEN n.reason IS NOT NULL THEN now() END
                FROM numbered n ORDER BY n.place RETURNING status, reason
            )
            SELECT count(*) FILTER (WHERE status = 'WAITING') AS count,
                count(*) FILTER (WHERE reason = 'OTHER_MODEL') AS other, count(*) FILTER (WHERE reason = 'RUNS_IT') AS running,
                count(*) FILTER (WHERE reason = 'IN_ANOTHER_ROLLOUT') AS elsewhere FROM made
            """
    }

    package func pauseRollout(_ id: FirmwareRolloutID, viewer: Viewer) async throws {
        try await change(id, of: ["SCHEDULED", "RUNNING"], viewer, "paused") { _ in
            ["UPDATE firmware_rollouts SET status = 'PAUSED' WHERE id = \(id.rawValue)"]
        }
    }

    package func resumeRollout(_ id: FirmwareRolloutID, viewer: Viewer) async throws {
        try await change(id, of: ["PAUSED", "STOPPED"], viewer, "resumed") { _ in
            [
                """
                UPDATE firmware_rollouts r SET stop_reason = NULL, failures_excused = (
                        SELECT count(*) FROM firmware_rollout_stations x WHERE x.rollout_id = r.id AND x.status = 'FAILED'),
                    status = CASE WHEN r.current_wave = 0 AND r.starts_at > now() THEN 'SCHEDULED' ELSE 'RUNNING' END
                WHERE r.id = \(id.rawValue)
                """,
                """
                UPDATE firmware_rollout_stations f SET deadline = now() + make_interval(secs => r.station_wait_seconds)
                FROM firmware_rollouts r WHERE r.id = \(id.rawValue) AND f.rollout_id = r.id AND f.status = 'DUE'
                """,
            ]
        }
    }

    package func cancelRollout(_ id: FirmwareRolloutID, viewer: Viewer) async throws {
        try await change(id, of: ["SCHEDULED", "RUNNING", "PAUSED", "STOPPED"], viewer, "cancelled") { _ in
            [
                """
                UPDATE firmware_rollouts SET status = 'CANCELLED', ended_at = now(), next_wave_at = NULL
                WHERE id = \(id.rawValue)
                """,
                """
                UPDATE firmware_rollout_stations SET status = 'CANCELLED', ended_at = now()
                WHERE rollout_id = \(id.rawValue) AND status IN ('WAITING', 'DUE')
                """,
            ]
        }
    }

    package func skip(_ stations: [StationID], of id: FirmwareRolloutID, viewer: Viewer) async throws {
        let wanted = Set(stations.rawValues).sorted()
        try await change(id, of: ["SCHEDULED", "RUNNING", "PAUSED", "STOPPED"], viewer, "changed") { transaction in
            let skipped = try await transaction.query(
                """
                UPDATE firmware_rollout_stations r SET status = 'SKIPPED', reason = 'BY_PERSON', ended_at = now()
                WHERE r.rollout_id = \(id.rawValue) AND r.station_id = ANY(\(wanted)) AND r.status IN ('WAITING', 'DUE')
                RETURNING r.id
                """)
            guard skipped.count == wanted.count else {
                throw ChargingError(
                    .conflict, "not all of these stations wait for their turn in this roll-out", field: "stationIds")
            }
            return []
        }
    }

    private func change(
        _ id: FirmwareRolloutID, of statuses: [String], _ viewer: Viewer, _ done: String,
        _ statements: (Database.Transaction) async throws -> [Statement]
    ) async throws {
        try viewer.requireSomewhere(.rollOutFirmware)
        try await database.withTransaction { transaction in
            let rows = try await transaction.query(
                """
                SELECT r.status FROM firmware_rollouts r
                WHERE r.id = \(id.rawValue) AND \(viewer.condition(on: .firmwareRollouts, for: .rollOutFirmware)) FOR NO KEY UPDATE
                """)
            guard let status = try rows.first?.string("status") else {
                throw ChargingError(.notFound, "this roll-out does not exist", field: "id")
            }
            guard statuses.contains(status) else {
                throw ChargingError(.conflict, "the roll-out is \(status) and cannot be \(done)", field: "id")
            }
            for statement in try await statements(transaction) { try await transaction.query(statement) }
        }
    }
}

extension Database.Transaction {
    func image(of rollout: NewFirmwareRollout, viewer: Viewer) async throws -> RolledImage {
        let rows = try await query(
            """
            SELECT r.organization_id, r.vendor, r.model, r.version, r.signature IS NOT NULL AS is_signed
            FROM firmware_images r WHERE r.id = \(rollout.image.rawValue) AND \(viewer.condition(on: .firmwareImages))
            FOR KEY SHARE
            """)
        guard let row = rows.first else {
            throw ChargingError(.notFound, "this image does not exist", field: "imageId")
        }
        guard try !rollout.isSigned || row.bool("is_signed") else {
            throw ChargingError(.badInput, "this image has no signature", field: "signed")
        }
        return RolledImage(
            organization: try row.int64("organization_id"), vendor: try row.string("vendor"),
            model: try row.string("model"), version: try row.string("version"))
    }

    /// In the order in which their turns come.
    fileprivate func candidates(
        _ stations: NewFirmwareRollout.Stations, for image: RolledImage, viewer: Viewer
    ) async throws -> [Int64] {
        switch stations {
        case .these(let ids):
            let found = try await query(
                """
                SELECT r.id FROM unnest(\(ids.rawValues)) WITH ORDINALITY AS u(id, place) JOIN stations r ON r.id = u.id
                WHERE r.organization_id = \(image.organization) AND \(viewer.condition(on: .stations, for: .rollOutFirmware)) ORDER BY u.place
                """)
            guard found.count == ids.count else {
                throw ChargingError(
                    .notFound, "not all of these stations exist in the image's organization", field: "stationIds")
            }
            return try found.map { try $0.int64("id") }
        case .fitting(let filter):
            let conditions = filter.conditions(for: viewer).reduce(
                viewer.condition(on: .stations, for: .rollOutFirmware)
            ) {
                $0 + " AND " + $1
            }
            let found = try await query(
                """
                SELECT r.id FROM stations r WHERE r.organization_id = \(image.organization) AND \(conditions)
                    AND lower(r.vendor) = lower(\(image.vendor)::text) AND lower(r.model) = lower(\(image.model)::text)
                    AND firmware_version_key(r.firmware_version) IS DISTINCT FROM firmware_version_key(\(image.version)::text)
                ORDER BY r.charge_point_id, r.id LIMIT \(Int64(NewFirmwareRollout.stationLimit + 1))
                """)
            guard found.count <= NewFirmwareRollout.stationLimit else {
                throw ChargingError(
                    .limitExceeded,
                    "more than \(NewFirmwareRollout.stationLimit) stations are found; a roll-out takes no more",
                    field: "filter")
            }
            return try found.map { try $0.int64("id") }
        }
    }
}
