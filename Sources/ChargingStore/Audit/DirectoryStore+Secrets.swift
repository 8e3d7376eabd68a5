package import Charging
import Postgres

extension DirectoryStore: SecretKeeping {
    /// One statement: what is handed out is recorded, or neither happens.
    package func passwordForReading(
        of station: StationID, because reason: String, viewer: Viewer
    ) async throws -> [UInt8] {
        try require(.configureStation, of: viewer)
        let rows = try await database.query(
            """
            WITH found AS (
                SELECT r.id, r.organization_id, r.charge_point_id, r.password_encrypted FROM stations r
                WHERE r.id = \(station.rawValue) AND \(viewer.condition(on: .stations))
            ), noted AS (
                INSERT INTO audit_entries (organization_id, user_id, user_email, address, action, object_type, object_id,
                    object_label, after, reason)
                SELECT f.organization_id, \(viewer.userID.rawValue),
                    (SELECT u.email FROM users u WHERE u.id = \(viewer.userID.rawValue)),
                    \(Doer.current?.address.map { String($0.prefix(64)) })::text, 'REVEALED', 'Station', f.id,
                    f.charge_point_id, '{"secret": "OCPP_PASSWORD"}', \(reason)::text
                FROM found f WHERE f.password_encrypted IS NOT NULL RETURNING id
            )
            SELECT f.password_encrypted FROM found f LEFT JOIN noted n ON true
            """)
        guard let row = rows.first else {
            throw ChargingError(.notFound, "this station does not exist", field: "stationId")
        }
        guard let password = try row.optional.bytes("password_encrypted") else {
            throw ChargingError(.conflict, "this station connects without a password", field: "stationId")
        }
        return password
    }
}
