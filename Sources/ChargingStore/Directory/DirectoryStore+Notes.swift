package import Charging
import Postgres

// What people write down of things.
extension DirectoryStore {
    package func note(_ note: Change<String?>, on reservation: ReservationID, viewer: Viewer) async throws {
        guard !viewer.isReadOnly else { throw ChargingError(.forbidden, "this token changes nothing") }
        let operates = viewer.condition(on: .reservations, for: .operateStation)
        let sees = viewer.condition(on: .reservations)
        try await database.withYieldingTransaction { transaction in
            let noted = try await transaction.query(
                """
                UPDATE reservations r SET note = \(note, else: "r.note") WHERE r.id = \(reservation.rawValue)
                AND (\(operates) OR r.created_by = \(viewer.userID.rawValue) AND \(sees)) RETURNING r.id
                """)
            guard !noted.isEmpty else {
                throw ChargingError(.notFound, "this reservation does not exist", field: "id")
            }
        }
    }

    package func note(_ notes: Change<String?>, on image: FirmwareImageID, viewer: Viewer) async throws {
        try viewer.require(.configureStation)
        let noted = try await database.query(
            """
            UPDATE firmware_images r SET notes = \(notes, else: "r.notes")
            WHERE r.id = \(image.rawValue) AND \(viewer.condition(on: .firmwareImages)) RETURNING r.id
            """)
        guard !noted.isEmpty else { throw ChargingError(.notFound, "this image does not exist", field: "id") }
    }
}
