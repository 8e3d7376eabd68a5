package import Charging
package import JSON
import Postgres

// What people decide about sessions.
extension DirectoryStore {
    package func note(_ note: String?, on session: SessionID, viewer: Viewer) async throws -> SessionState {
        try viewer.requireSomewhere(.operateStation)
        return try await database.withYieldingTransaction { transaction in
            let noted = try await transaction.query(
                """
                UPDATE sessions r SET note = \(note) WHERE r.id = \(session.rawValue) AND \(viewer.condition(on: .sessions, for: .operateStation))
                RETURNING \(SessionState.columns)
                """)
            guard let row = noted.first else {
                throw ChargingError(.notFound, "this session does not exist", field: "id")
            }
            return try SessionState(row)
        }
    }

    package func closeSession(_ session: SessionID, details: JSONObject, viewer: Viewer) async throws -> SessionState {
        try viewer.requireSomewhere(.operateStation)
        return try await database.withTransaction { transaction in
            let found = try await transaction.query(
                """
                SELECT r.status, s.presence FROM sessions r JOIN stations s ON s.id = r.station_id
                WHERE r.id = \(session.rawValue) AND \(viewer.condition(on: .sessions, for: .operateStation)) FOR UPDATE OF r
                """)
            guard let row = found.first else {
                throw ChargingError(.notFound, "this session does not exist", field: "id")
            }
            guard try row.string("status") == SessionStatus.active.rawValue else {
                throw ChargingError(.conflict, "this session is over already", field: "id")
            }
            guard try row.string("presence") != Presence.online.rawValue else {
                throw ChargingError(
                    .conflict, "its station is connected; stop the session there instead", field: "id")
            }
            let closed = try await transaction.query(
                """
                WITH over AS (
                    UPDATE sessions r SET status = 'ESTIMATED', stopped_at = r.last_meter_at,
                        meter_stop_wh = r.last_meter_wh
                    WHERE r.id = \(session.rawValue) RETURNING \(SessionState.columns)
                ), noted AS (
                    INSERT INTO session_facts (organization_id, station_id, session_id, kind, transaction_id, occurred_at,
                        meter_wh, details, received_at)
                    SELECT organization_id, station_id, session_id, 'ESTIMATE', transaction_id, stopped_at, meter_stop_wh,
                        \(PostgresJSON(bytes: JSONValue.object(details).encoded())), now() FROM over ON CONFLICT DO NOTHING
                )
                SELECT * FROM over
                """)
            return try SessionState(try closed.single())
        }
    }
}
