package import Charging
import Postgres

extension FileStore: FirmwareRecords {
    package func addImage(
        _ image: NewFirmwareImage, file: StoredFile, viewer: Viewer
    ) async throws -> FirmwareImageID {
        try viewer.require(.configureStation)
        let rows = try await database.query(
            """
            INSERT INTO firmware_images (organization_id, vendor, model, version, file_name, stored_name, size_bytes, sha256,
                signature, signing_certificate, uploaded_by)
            VALUES (\(viewer.organizationID.rawValue), \(image.vendor), \(image.model), \(image.version), \(image.fileName),
                \(file.storedName)::text::uuid, \(file.size), \(file.sha256), \(image.signature?.signature),
                \(image.signature?.certificate), \(viewer.userID.rawValue))
            ON CONFLICT (organization_id, vendor, model, version) DO NOTHING RETURNING id
            """)
        guard let row = rows.first else {
            throw ChargingError(
                .conflict, "There is an image of \(image.vendor) \(image.model) \(image.version) already.",
                field: "version")
        }
        return FirmwareImageID(rawValue: try row.int64("id"))
    }

    package func deleteImages(_ images: [FirmwareImageID], viewer: Viewer) async throws -> [String] {
        try viewer.require(.configureStation)
        let ids = Set(images.rawValues).sorted()
        return try await database.withTransaction { transaction in
            let rows = try await transaction.query(
                """
                DELETE FROM firmware_images r WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: .firmwareImages))
                RETURNING r.stored_name::text AS stored_name
                """)
            guard rows.count == ids.count else {
                throw ChargingError(.notFound, "Not all of these images exist.", field: "ids")
            }
            return try rows.column("stored_name")
        }
    }
}
