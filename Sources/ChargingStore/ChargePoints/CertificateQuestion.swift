import Charging
import Postgres

/// What is asked when somebody shows a certificate as that of a station.
struct CertificateQuestion: Hashable, Sendable {
    var serialNumber: String
    var station: StationID

    /// The answers to all of them, by one statement; none where the station is gone.
    static func answers(
        to questions: [CertificateQuestion], in database: Database
    ) async throws -> [CertificateQuestion: CertificateStanding] {
        let rows = try await database.query(
            """
            SELECT i.serial, s.id, s.serial_number, s.charge_box_serial_number, o.name,
                coalesce(c.station_id = s.id, false) AS is_issued, c.revoked_at IS NOT NULL AS is_revoked
            FROM unnest(\(questions.map(\.serialNumber)), \(questions.map(\.station.rawValue))) AS i(serial, station)
            JOIN stations s ON s.id = i.station JOIN organizations o ON o.id = s.organization_id
            LEFT JOIN certificate_requests c ON c.serial_number = i.serial
            """)
        return Dictionary(
            try rows.map { row in
                (
                    CertificateQuestion(
                        serialNumber: try row.string("serial"), station: StationID(rawValue: try row.int64("id"))),
                    CertificateStanding(
                        isIssuedToStation: try row.bool("is_issued"), isRevoked: try row.bool("is_revoked"),
                        serialNumbers: [
                            try row.optional.string("serial_number"),
                            try row.optional.string("charge_box_serial_number"),
                        ].compactMap(\.self),
                        organizationName: try row.string("name"))
                )
            }, uniquingKeysWith: { first, _ in first })
    }
}
