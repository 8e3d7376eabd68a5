package import Charging
import Postgres

extension FileStore: PictureRecords {
    package func requireRoomForPicture(of station: StationID, viewer: Viewer) async throws {
        try viewer.requireSomewhere(.changeStation)
        let rows = try await database.query(
            """
            SELECT (SELECT count(*) FROM station_pictures p WHERE p.station_id = r.id) AS pictures FROM stations r
            WHERE r.id = \(station.rawValue) AND \(viewer.condition(on: .stations, for: .changeStation))
            """)
        guard let row = rows.first else {
            throw ChargingError(.notFound, "This station does not exist.", field: "station")
        }
        guard try row.int64("pictures") < 2 else { throw Self.full }
    }

    package func addPicture(_ picture: NewPicture, file: StoredFile, viewer: Viewer) async throws -> PictureID {
        try viewer.requireSomewhere(.changeStation)
        let rows = try await database.query(
            """
            INSERT INTO station_pictures (organization_id, station_id, position, alternative_text, stored_name, size_bytes,
                sha256, width, height, uploaded_by)
            SELECT r.organization_id, r.id, free.position, \(picture.alternativeText), \(file.storedName)::text::uuid,
                \(file.size), \(file.sha256), \(Int64(picture.width)), \(Int64(picture.height)), \(viewer.userID.rawValue)
            FROM stations r CROSS JOIN LATERAL (SELECT n AS position FROM generate_series(1, 2) n
                WHERE NOT EXISTS (SELECT FROM station_pictures p WHERE p.station_id = r.id AND p.position = n)
                ORDER BY n LIMIT 1) free
            WHERE r.id = \(picture.station.rawValue) AND \(viewer.condition(on: .stations, for: .changeStation))
            ON CONFLICT (station_id, position) DO NOTHING RETURNING id
            """)
        guard let row = rows.first else {
            try await requireRoomForPicture(of: picture.station, viewer: viewer)
            // Two at once took the same place.
            throw ChargingError(.unavailable, "Another picture was added at the same moment; try again.")
        }
        return PictureID(rawValue: try row.int64("id"))
    }

    package func describePicture(_ id: PictureID, as alternativeText: String, viewer: Viewer) async throws {
        try viewer.requireSomewhere(.changeStation)
        let rows = try await database.query(
            """
            UPDATE station_pictures r SET alternative_text = \(alternativeText)
            WHERE r.id = \(id.rawValue) AND \(viewer.condition(on: .pictures, for: .changeStation)) RETURNING r.id
            """)
        guard !rows.isEmpty else { throw ChargingError(.notFound, "This picture does not exist.", field: "id") }
    }

    package func deletePictures(_ pictures: [PictureID], viewer: Viewer) async throws -> [String] {
        try viewer.requireSomewhere(.changeStation)
        let ids = Set(pictures.rawValues).sorted()
        return try await database.withTransaction { transaction in
            let rows = try await transaction.query(
                """
                DELETE FROM station_pictures r WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: .pictures, for: .changeStation))
                RETURNING r.stored_name::text AS stored_name
                """)
            guard rows.count == ids.count else {
                throw ChargingError(.notFound, "Not all of these pictures exist.", field: "ids")
            }
            return try rows.column("stored_name")
        }
    }

    package func pictureFile(_ id: PictureID, viewer: Viewer) async throws -> StoredFile? {
        let rows = try await database.query(
            """
            SELECT r.stored_name::text AS stored_name, r.size_bytes, r.sha256 FROM station_pictures r
            WHERE r.id = \(id.rawValue) AND \(viewer.condition(on: .pictures))
            """)
        return try rows.first.map {
            StoredFile(
                fileName: nil, storedName: try $0.string("stored_name"), size: try $0.int64("size_bytes"),
                sha256: try $0.bytes("sha256"))
        }
    }

    private static var full: ChargingError {
        ChargingError(.conflict, "The station has two pictures already; remove one first.", field: "station")
    }
}

extension PictureField: StoredField {
    var column: StoredColumn {
        switch self {
        case .stationID: .integer("r.station_id")
        case .alternativeText: .text("r.alternative_text")
        case .width: .integer("r.width::bigint")
        case .height: .integer("r.height::bigint")
        case .sizeBytes: .number("r.size_bytes::double precision")
        case .uploadedBy: .integer("r.uploaded_by")
        case .createdAt: .timestamp("r.created_at")
        }
    }
}

extension ReadStore: PictureReading {
    package func pictures(
        ofStations stations: [StationID], fields: Set<PictureField>, viewer: Viewer
    ) async throws -> RowLists<PictureField> {
        try await lists(
            ofParents: stations.rawValues, by: "r.station_id", from: "station_pictures r",
            reach: viewer.condition(on: .pictures), order: "r.position", fields: fields)
    }

    package func pictures(
        ids: [PictureID], fields: Set<PictureField>, viewer: Viewer
    ) async throws -> RowBatch<PictureField> {
        try await rows(
            "station_pictures r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .pictures))
    }
}
