package import Charging
import Postgres

extension DirectoryStore: SecretKeeping {
    /// One statement: what is handed out is recorded, or neither happens.
    package func forReading(
        _ secret: StationSecret, of station: StationID, because reason: String, viewer: Viewer
    ) async throws -> [UInt8] {
        try viewer.requireSomewhere(.configureStation)
        let rows = try await database.query(
            """
            WITH found AS (
                SELECT r.id, r.organization_id, r.charge_point_id, \(secret.column) AS secret FROM stations r
                WHERE r.id = \(station.rawValue) AND \(viewer.condition(on: .stations, for: .configureStation))
            ), noted AS (
                INSERT INTO audit_entries (organization_id, user_id, user_email, address, action, object_type, object_id,
                    object_label, after, reason)
                SELECT f.organization_id, \(viewer.userID.rawValue),
                    (SELECT u.email FROM users u WHERE u.id = \(viewer.userID.rawValue)),
                    \(Doer.current?.address.map { String($0.prefix(64)) })::text, 'REVEALED', 'Station', f.id,
                    f.charge_point_id, jsonb_build_object('secret', \(secret.rawValue)::text), \(reason)::text
                FROM found f WHERE f.secret IS NOT NULL RETURNING id
            )
            SELECT f.secret FROM found f LEFT JOIN noted n ON true
            """)
        guard let row = rows.first else {
            throw ChargingError(.notFound, "this station does not exist", field: "stationId")
        }
        guard let password = try row.optional.bytes("secret") else {
            throw ChargingError(.conflict, "this station has no such secret", field: "secret")
        }
        return password
    }
}

extension StationSecret {
    fileprivate var column: SQL {
        switch self {
        case .ocppPassword: "r.password_encrypted"
        case .accessCode: "r.access_code_encrypted"
        case .masterPassword: "r.master_password_encrypted"
        }
    }
}
