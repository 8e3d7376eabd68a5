package import Charging
import JSON
import Postgres

extension DirectoryStore: RolloutBook {
    package func rolloutNews() async throws -> [RolloutNews] {
        try await database.query(
            """
            SELECT r.id, r.organization_id, r.changed_at FROM firmware_rollouts r
            WHERE r.changed_at > now() - interval '10 seconds'
            """
        ).map { row in
            RolloutNews(
                rollout: FirmwareRolloutID(rawValue: try row.int64("id")),
                organization: OrganizationID(rawValue: try row.int64("organization_id")),
                at: Timestamp(microseconds: try row.timestamp("changed_at")))
        }
    }

    package func dueStations(limit: Int) async throws -> [RolloutTurn] {
        try await database.query(
            """
            SELECT f.id, f.station_id, f.organization_id, r.image_id, r.is_signed FROM firmware_rollout_stations f
            JOIN firmware_rollouts r ON r.id = f.rollout_id JOIN stations s ON s.id = f.station_id
            WHERE f.status = 'DUE' AND f.try_at <= now() AND r.status = 'RUNNING' AND r.image_id IS NOT NULL
                AND s.presence = 'ONLINE' ORDER BY f.try_at, f.id LIMIT \(Int64(limit))
            """
        ).map { row in
            RolloutTurn(
                id: RolloutStationID(rawValue: try row.int64("id")),
                station: StationID(rawValue: try row.int64("station_id")),
                organization: OrganizationID(rawValue: try row.int64("organization_id")),
                image: FirmwareImageID(rawValue: try row.int64("image_id")), isSigned: try row.bool("is_signed"))
        }
    }

    /// Of two servers, and of a server and a person who pauses, one waits for the other.
    package func take(_ turn: RolloutTurn, by operation: NewOperation) async throws -> OperationID? {
        let rows = try await database.query(
            """
            WITH rollout AS MATERIALIZED (
                SELECT r.id, r.created_by FROM firmware_rollouts r WHERE r.status = 'RUNNING' AND r.id = (
                    SELECT f.rollout_id FROM firmware_rollout_stations f WHERE f.id = \(turn.id.rawValue))
                FOR NO KEY UPDATE
            ), turn AS (
                SELECT f.organization_id, f.station_id, rollout.created_by FROM rollout
                JOIN firmware_rollout_stations f ON f.rollout_id = rollout.id
                WHERE f.id = \(turn.id.rawValue) AND f.status = 'DUE' FOR NO KEY UPDATE OF f
            ), made AS (
                INSERT INTO operations (organization_id, station_id, kind, requested_by, request)
                SELECT organization_id, station_id, \(operation.kind.rawValue), created_by,
                    \(PostgresJSON(bytes: operation.request.encoded())) FROM turn
                RETURNING id
            ), taken AS (
                UPDATE firmware_rollout_stations f SET status = 'ASKED', operation_id = made.id, attempts = f.attempts + 1,
                    asked_at = now(), step = NULL, step_at = NULL
                FROM made WHERE f.id = \(turn.id.rawValue)
            )
            SELECT id FROM made
            """)
        return try rows.first.map { OperationID(rawValue: try $0.int64("id")) }
    }

    package func advanceRollouts() async throws {
        // Most of the time there is none, and to find that out has to be cheap.
        let live = try await database.query(
            """
            SELECT id FROM firmware_rollouts WHERE status IN ('SCHEDULED', 'RUNNING')
            UNION ALL SELECT id FROM firmware_rollout_stations WHERE status = 'ASKED' LIMIT 1
            """)
        guard !live.isEmpty else { return }
        try await database.withTransaction { transaction in
            // Two servers would begin a wave twice.
            try await transaction.query("SELECT pg_advisory_xact_lock(231, 0)")
            for step in Self.steps { try await transaction.query(step) }
        }
    }

    private static let steps: [Statement] = [lockRollouts, noteSteps, noteOutcomes, leaveOutRemoved, endMissed] + waves

    /// Before their stations, in the order in which people lock them who change one.
    private static let lockRollouts: Statement = """
        SELECT r.id FROM firmware_rollouts r WHERE r.status IN ('SCHEDULED', 'RUNNING')
            OR r.id IN (SELECT f.rollout_id FROM firmware_rollout_stations f WHERE f.status = 'ASKED')
        ORDER BY r.id FOR NO KEY UPDATE
        """

    /// What stations told of the update since they were asked; a status that names its request belongs to that, any other to
    /// what was last sent.
    private static let noteSteps: Statement = """
        UPDATE firmware_rollout_stations f SET step = left(e.name, 50), step_at = e.received_at
        FROM operations o CROSS JOIN LATERAL (
            SELECT e.name, e.received_at FROM station_events e
            WHERE e.station_id = o.station_id AND e.received_at >= coalesce(o.sent_at, o.requested_at) AND e.name <> 'Idle'
                AND e.kind = CASE o.kind WHEN 'UPDATE_FIRMWARE' THEN 'FIRMWARE_STATUS' ELSE 'SIGNED_FIRMWARE_STATUS' END
                AND CASE WHEN e.request_id IS NOT NULL THEN e.request_id = o.id % 2147483647
                    ELSE NOT EXISTS (SELECT FROM operations n WHERE n.station_id = o.station_id AND n.kind = o.kind
                        AND n.sent_at > coalesce(o.sent_at, o.requested_at) AND n.sent_at <= e.received_at) END
            ORDER BY e.received_at DESC, e.id DESC LIMIT 1
        ) e
        WHERE f.status = 'ASKED' AND o.id = f.operation_id AND f.step_at IS DISTINCT FROM e.received_at
        """

    /// One that was certainly not sent, as when the server ended before that, has its turn again, five times at most. One that
    /// may have been is not: what the station does will be heard, or it has said nothing for too long.
    private static let noteOutcomes: Statement = """
        WITH judged AS (
            SELECT f.id, f.attempts, CASE
                WHEN f.step = 'Installed' OR o.effect = 'SEEN' THEN 'INSTALLED'
                WHEN s.booted_at > f.asked_at
                    AND firmware_version_key(s.firmware_version) = firmware_version_key(r.version) THEN 'INSTALLED'
                WHEN f.step IN ('DownloadFailed', 'InstallationFailed', 'InstallVerificationFailed', 'InvalidSignature')
                    THEN 'UPDATE_FAILED'
                WHEN o.id IS NULL OR o.effect = 'MISSED' THEN 'NO_WORD'
                WHEN o.status IN ('QUEUED', 'SENT', 'ACCEPTED') THEN NULL
                WHEN o.status = 'REJECTED' OR o.answer IS NOT NULL THEN 'REFUSED'
                WHEN o.status = 'EXPIRED' OR o.status = 'FAILED' AND o.sent_at IS NULL
                    AND NOT EXISTS (SELECT FROM firmware_downloads d WHERE d.operation_id = o.id)
                    THEN CASE WHEN f.attempts < 5 THEN 'AGAIN' ELSE 'NOT_SENT' END
                WHEN coalesce(f.step_at + interval '1 day', f.asked_at + interval '30 minutes') < now() THEN 'NO_WORD'
                END AS verdict
            FROM firmware_rollout_stations f JOIN firmware_rollouts r ON r.id = f.rollout_id
            JOIN stations s ON s.id = f.station_id LEFT JOIN operations o ON o.id = f.operation_id
            WHERE f.status = 'ASKED'
        )
        UPDATE firmware_rollout_stations f SET
            status = CASE j.verdict WHEN 'INSTALLED' THEN 'INSTALLED' WHEN 'AGAIN' THEN CASE r.status WHEN 'CANCELLED'
                THEN 'CANCELLED' ELSE 'DUE' END ELSE 'FAILED' END,
            reason = CASE WHEN j.verdict NOT IN ('INSTALLED', 'AGAIN') THEN j.verdict END,
            ended_at = CASE WHEN j.verdict <> 'AGAIN' OR r.status = 'CANCELLED' THEN now() END,
            try_at = CASE j.verdict WHEN 'AGAIN' THEN now() + (j.attempts - 1) * interval '30 seconds' ELSE f.try_at END
        FROM judged j, firmware_rollouts r
        WHERE j.id = f.id AND j.verdict IS NOT NULL AND r.id = f.rollout_id
        """

    private static let leaveOutRemoved: Statement = """
        UPDATE firmware_rollout_stations f SET status = 'SKIPPED', reason = 'REMOVED', ended_at = now()
        FROM stations s, firmware_rollouts r
        WHERE f.status IN ('WAITING', 'DUE') AND s.id = f.station_id AND s.removed_at IS NOT NULL AND r.id = f.rollout_id
            AND r.status IN ('SCHEDULED', 'RUNNING')
        """

    private static let endMissed: Statement = """
        UPDATE firmware_rollout_stations f SET status = 'MISSED', ended_at = now() FROM firmware_rollouts r
        WHERE f.status = 'DUE' AND f.deadline <= now() AND r.id = f.rollout_id AND r.status = 'RUNNING'
        """
}
