package import Charging
import Postgres

// What the server itself does before it serves.
extension DirectoryStore {
    package func hasNoUsers() async throws -> Bool {
        try await database.query("SELECT NOT EXISTS (SELECT FROM users) AS empty").single().bool("empty")
    }

    /// - Throws: ``ChargingError`` `.forbidden`, or `.notFound` when the viewer does not reach such a station.
    package func replaceCredential(
        of chargePointID: ChargePointID, with credential: StoredCredential, viewer: Viewer
    ) async throws {
        try viewer.require(.onboardStation)
        let rows = try await database.query(
            """
            UPDATE stations r SET password_verifier = \(credential.verifier), password_encrypted = \(credential.encrypted),
                pending_verifiers = NULL, pending_encrypted = NULL
            WHERE charge_point_id = \(chargePointID.text) AND \(viewer.condition(on: .stations)) RETURNING id
            """)
        guard !rows.isEmpty else { throw ChargingError(.notFound, "no such station", field: "chargePointId") }
    }
}
