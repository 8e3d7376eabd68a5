package import Charging
import Postgres

extension DirectoryStore: PendingCredentials {
    /// Of one station; three changes that it never answered.
    private static var limit: Int32 { 6 }

    package func addPending(_ credentials: [StoredCredential], to station: StationID) async throws {
        let rows = try await database.query(
            """
            UPDATE stations s SET
                pending_verifiers = p.verifiers[greatest(1, cardinality(p.verifiers) - \(Self.limit) + 1):],
                pending_encrypted = p.encrypted[greatest(1, cardinality(p.encrypted) - \(Self.limit) + 1):]
            FROM (
                SELECT r.id, coalesce(r.pending_verifiers, '{}') || \(credentials.map(\.verifier)) AS verifiers,
                    coalesce(r.pending_encrypted, '{}') || \(credentials.map(\.encrypted)) AS encrypted
                FROM stations r WHERE r.id = \(station.rawValue) FOR NO KEY UPDATE
            ) p WHERE s.id = p.id RETURNING s.id
            """)
        guard !rows.isEmpty else { throw ChargingError(.notFound, "this station does not exist") }
    }

    package func dropPending(_ credentials: [StoredCredential], of station: StationID) async throws {
        _ = try await database.query(
            """
            UPDATE stations s SET (pending_verifiers, pending_encrypted) = (
                SELECT array_agg(u.verifier ORDER BY u.ord), array_agg(u.encrypted ORDER BY u.ord)
                FROM unnest(s.pending_verifiers, s.pending_encrypted) WITH ORDINALITY AS u(verifier, encrypted, ord)
                WHERE u.verifier <> ALL(\(credentials.map(\.verifier))))
            WHERE s.id = \(station.rawValue)
            """)
    }

    package func arePending(_ credentials: [StoredCredential], of station: StationID) async throws -> Bool {
        try await database.query(
            """
            SELECT EXISTS (SELECT FROM stations s WHERE s.id = \(station.rawValue)
                AND s.pending_verifiers && \(credentials.map(\.verifier))) AS pending
            """
        ).single().bool("pending")
    }
}
