package import Charging
import Postgres

extension DirectoryStore: SecurityAgreements {
    package func agreed(on profile: SecurityProfile, with station: StationID) async throws {
        _ = try await database.query(
            """
            UPDATE stations s SET
                minimum_security_profile = greatest(s.minimum_security_profile,
                    CASE WHEN s.security_profile >= \(profile.rawValue) THEN \(Int32(profile.rawValue)) END),
                agreed_security_profile =
                    CASE WHEN s.security_profile >= \(profile.rawValue) THEN NULL ELSE \(Int32(profile.rawValue)) END
            WHERE s.id = \(station.rawValue)
            """)
    }

    package func connects(_ station: StationID, with profile: SecurityProfile) async throws -> Bool {
        try await database.query(
            """
            SELECT EXISTS (SELECT FROM stations s WHERE s.id = \(station.rawValue)
                AND s.security_profile >= \(profile.rawValue)) AS connects
            """
        ).single().bool("connects")
    }
}
