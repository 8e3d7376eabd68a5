package import Charging
package import JSON
import Postgres

/// What the server keeps of files, which themselves lie on its disk.
package struct FileStore: Sendable {
    let database: Database

    package init(_ database: Database) {
        self.database = database
    }
}

extension FileStore: FileRecords {
    package func expectUpload(_ hash: [UInt8], of operation: OperationID, until: Timestamp) async throws {
        _ = try await database.query(
            """
            INSERT INTO station_uploads (organization_id, station_id, operation_id, token_hash, expires_at)
            SELECT o.organization_id, o.station_id, o.id, \(hash), \(PostgresTimestamp(until))
            FROM operations o WHERE o.id = \(operation.rawValue)
            """)
    }

    package func upload(_ hash: [UInt8]) async throws -> ExpectedUpload? {
        let rows = try await database.query(
            """
            SELECT u.operation_id, u.station_id, u.organization_id, u.expires_at, u.received_at IS NOT NULL AS is_received
            FROM station_uploads u WHERE u.token_hash = \(hash)
            """)
        guard let row = rows.first else { return nil }
        return ExpectedUpload(
            operation: OperationID(rawValue: try row.int64("operation_id")),
            station: StationID(rawValue: try row.int64("station_id")),
            organization: OrganizationID(rawValue: try row.int64("organization_id")),
            expiresAt: Timestamp(microseconds: try row.timestamp("expires_at")), isReceived: try row.bool("is_received")
        )
    }

    package func received(_ file: StoredFile, by hash: [UInt8], at: Timestamp) async throws -> Bool {
        let rows = try await database.query(
            """
            WITH received AS (
                UPDATE station_uploads SET file_name = \(file.fileName), stored_name = \(file.storedName)::text::uuid,
                    size_bytes = \(file.size), sha256 = \(file.sha256), received_at = \(PostgresTimestamp(at))
                WHERE token_hash = \(hash) AND received_at IS NULL AND expires_at > \(PostgresTimestamp(at))
                RETURNING operation_id
            ), seen AS (
                UPDATE operations o SET effect = 'SEEN' FROM received
                WHERE o.id = received.operation_id AND o.status = 'ACCEPTED'
            )
            SELECT operation_id FROM received
            """)
        return !rows.isEmpty
    }

    package func receivedFile(of operation: OperationID, viewer: Viewer) async throws -> StoredFile? {
        let rows = try await database.query(
            """
            SELECT r.file_name, r.stored_name::text AS stored_name, r.size_bytes, r.sha256 FROM station_uploads r
            WHERE r.operation_id = \(operation.rawValue) AND r.received_at IS NOT NULL
            AND \(viewer.condition(on: .uploads))
            """)
        return try rows.first.map(StoredFile.init)
    }

    package func offer(
        _ image: FirmwareImageID, by hash: [UInt8], for operation: OperationID, until: Timestamp
    ) async throws -> FirmwareSignature? {
        let rows = try await database.query(
            """
            WITH offered AS (
                INSERT INTO firmware_downloads (organization_id, station_id, operation_id, image_id, token_hash, expires_at)
                SELECT o.organization_id, o.station_id, o.id, i.id, \(hash), \(PostgresTimestamp(until))
                FROM operations o JOIN firmware_images i ON i.organization_id = o.organization_id
                WHERE o.id = \(operation.rawValue) AND i.id = \(image.rawValue)
                RETURNING image_id
            )
            SELECT i.signature, i.signing_certificate FROM firmware_images i JOIN offered ON offered.image_id = i.id
            """)
        guard let row = rows.first else {
            throw ChargingError(
                .notFound, "This image does not exist in the station's organization.", field: "imageId")
        }
        guard let signature = try row.optional.string("signature"),
            let certificate = try row.optional.string("signing_certificate")
        else { return nil }
        return FirmwareSignature(signature: signature, certificate: certificate)
    }

    package func offeredImage(_ hash: [UInt8], at: Timestamp) async throws -> StoredFile? {
        let rows = try await database.query(
            """
            SELECT i.file_name, i.stored_name::text AS stored_name, i.size_bytes, i.sha256
            FROM firmware_downloads d JOIN firmware_images i ON i.id = d.image_id
            WHERE d.token_hash = \(hash) AND d.expires_at > \(PostgresTimestamp(at))
            """)
        return try rows.first.map(StoredFile.init)
    }
}

extension StoredFile {
    fileprivate init(_ row: PostgresRow) throws {
        self.init(
            fileName: try row.optional.string("file_name"), storedName: try row.string("stored_name"),
            size: try row.int64("size_bytes"), sha256: try row.bytes("sha256"))
    }
}
