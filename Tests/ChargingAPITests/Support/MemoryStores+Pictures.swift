import Charging

/// One picture of each station, whose id is the station's.
extension MemoryStores: PictureReading, PictureAlbum {
    func pictures(
        ofStations stations: [StationID], fields: Set<PictureField>, viewer: Viewer
    ) async throws -> RowLists<PictureField> {
        try call("pictures(ofStations)", fields) { world in
            RowLists(stations.map { Self.pictures(of: $0.rawValue, in: world, viewer) }, fields: fields)
        }
    }

    func pictures(
        ids: [PictureID], fields: Set<PictureField>, viewer: Viewer
    ) async throws -> RowBatch<PictureField> {
        try call("pictures(ids)", fields) { world in
            RowBatch(ids.flatMap { Self.pictures(of: $0.rawValue, in: world, viewer) }, fields: fields)
        }
    }

    func describe(_ id: PictureID, as alternativeText: String, viewer: Viewer) async throws {
        try call("describePicture \(id.rawValue) \(alternativeText)", [String]()) { _ in }
    }

    func delete(_ ids: [PictureID], viewer: Viewer) async throws {
        try call("deletePictures \(ids.map(\.rawValue))", [String]()) { _ in }
    }

    private static func pictures(
        of station: Int64, in world: MemoryWorld, _ viewer: Viewer
    ) -> [MemoryRow<PictureField>] {
        world.stations.filter { $0.id == station && $0.isVisible(to: viewer) }.map { station in
            MemoryRow<PictureField>(
                id: station.id, organization: station.organization,
                values: [
                    .stationID: .integer(station.id), .alternativeText: .text("Picture of \(station.organization)"),
                    .width: .integer(1600), .height: .integer(1200), .sizeBytes: .number(100_000),
                    .uploadedBy: .integer(nil), .createdAt: .time(MemoryWorld.start),
                ])
        }
    }
}

/// Pictures in the database, without their files.
struct FilelessAlbum: PictureAlbum {
    let records: any PictureRecords

    func describe(_ id: PictureID, as alternativeText: String, viewer: Viewer) async throws {
        try await records.describePicture(id, as: alternativeText, viewer: viewer)
    }

    func delete(_ ids: [PictureID], viewer: Viewer) async throws {
        _ = try await records.deletePictures(ids, viewer: viewer)
    }
}
