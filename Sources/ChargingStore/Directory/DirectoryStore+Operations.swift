package import Charging
package import JSON
import Postgres

extension DirectoryStore: OperationWriting {
    package func record(
        _ kind: OperationKind, station: StationID, session: SessionID?, request: JSONValue, viewer: Viewer
    ) async throws -> OperationID {
        try require(.operateStation, of: viewer)
        let rows = try await database.query(
            """
            INSERT INTO operations (organization_id, station_id, session_id, kind, requested_by, request)
            SELECT r.organization_id, r.id,
                (SELECT s.id FROM sessions s WHERE s.id = \(session?.rawValue) AND s.station_id = r.id),
                \(kind.rawValue)::text, \(viewer.userID.rawValue), \(PostgresJSON(bytes: request.encoded()))
            FROM stations r WHERE r.id = \(station.rawValue) AND \(viewer.condition(on: .stations))
            RETURNING id
            """)
        guard let row = rows.first else { throw ChargingError(.notFound, "this station does not exist") }
        return OperationID(rawValue: try row.int64("id"))
    }

    package func markSent(_ operation: OperationID) async throws {
        _ = try await database.query(
            """
            UPDATE operations SET status = 'SENT', sent_at = now() WHERE id = \(operation.rawValue) AND status = 'QUEUED'
            """)
    }

    package func finish(
        _ operation: OperationID, status: OperationStatus, effect: OperationEffect, answer: JSONValue?, failure: String?
    ) async throws {
        _ = try await database.query(
            """
            UPDATE operations SET status = \(status.rawValue), effect = \(effect.rawValue),
                answer = \(answer.map { PostgresJSON(bytes: $0.encoded()) }), failure = \(failure), answered_at = now()
            WHERE id = \(operation.rawValue) AND status IN ('QUEUED', 'SENT')
            """)
    }

    package func setEffect(_ operation: OperationID, _ effect: OperationEffect) async throws {
        _ = try await database.query(
            "UPDATE operations SET effect = \(effect.rawValue) WHERE id = \(operation.rawValue)")
    }

    /// Also ends the wait for effects that nobody follows any more; whether a session has ended can still be seen.
    package func failUnfinished(because reason: String) async throws {
        _ = try await database.pipeline([
            """
            UPDATE operations SET status = 'FAILED', failure = \(reason), answered_at = now()
            WHERE status IN ('QUEUED', 'SENT')
            """,
            """
            UPDATE operations o SET effect = CASE WHEN EXISTS (
                SELECT FROM sessions r WHERE r.id = o.session_id AND r.status <> 'ACTIVE') THEN 'SEEN' ELSE 'MISSED' END
            WHERE o.effect = 'PENDING'
            """,
        ])
    }
}
