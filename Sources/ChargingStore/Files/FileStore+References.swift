import Charging
package import JSON
import Postgres

extension FileStore: FileReferences {
    package func deleteUploads(receivedBefore moment: Timestamp, limit: Int) async throws -> [String] {
        try await database.query(
            """
            DELETE FROM station_uploads WHERE id = ANY(ARRAY(
                SELECT id FROM station_uploads WHERE received_at < \(PostgresTimestamp(moment))
                ORDER BY received_at LIMIT \(Int64(limit))))
            RETURNING stored_name::text AS stored_name
            """
        ).column("stored_name")
    }

    package func referred(among names: [String]) async throws -> Set<String> {
        let rows = try await database.query(
            """
            SELECT stored_name::text AS stored_name FROM station_uploads
            WHERE stored_name = ANY(\(names)::text[]::uuid[])
            UNION ALL SELECT stored_name::text FROM firmware_images
            WHERE stored_name = ANY(\(names)::text[]::uuid[])
            UNION ALL SELECT stored_name::text FROM station_pictures
            WHERE stored_name = ANY(\(names)::text[]::uuid[])
            UNION ALL SELECT stored_name::text FROM export_jobs
            WHERE stored_name = ANY(\(names)::text[]::uuid[])
            """)
        return Set(try rows.column("stored_name") as [String])
    }
}
