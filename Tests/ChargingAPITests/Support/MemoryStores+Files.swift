import Charging
import JSON

extension MemoryStores: FileReading {
    func firmwareImages(
        _ filter: FirmwareImageFilter, page: PageRequest, fields: Set<FirmwareImageField>, viewer: Viewer
    ) async throws -> RowPages<FirmwareImageField> {
        try call("firmwareImages(\(page.wantsRows ? "rows" : "total"))", fields) { world in
            let rows = world.firmwareImages.filter { row in
                row.isVisible(to: viewer) && (filter.vendor ?? row.text(.vendor)) == row.text(.vendor)
            }
            return RowPages([rows], page: page, fields: fields) { .timestamp($0.time(.createdAt) ?? MemoryWorld.start) }
        }
    }

    func firmwareImages(
        ids: [FirmwareImageID], fields: Set<FirmwareImageField>, viewer: Viewer
    ) async throws -> RowBatch<FirmwareImageField> {
        try call("firmwareImages(\(ids.count) ids)", fields) { world in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(
                world.firmwareImages.filter { wanted.contains($0.id) && $0.isVisible(to: viewer) }, fields: fields)
        }
    }

    func newerImages(
        ofStations stations: [StationID], fields: Set<FirmwareImageField>, viewer: Viewer
    ) async throws -> RowLists<FirmwareImageField> {
        try call("newerImages(ofStations)", fields) { world in
            let parents = stations.map { id -> [MemoryRow<FirmwareImageField>] in
                let station = world.stations.first { $0.id == id.rawValue }
                return world.firmwareImages.filter {
                    $0.organization == station?.organization && $0.isVisible(to: viewer)
                }
            }
            return RowLists(parents, fields: fields)
        }
    }

    func uploads(
        ofOperations operations: [OperationID], fields: Set<UploadField>, viewer: Viewer
    ) async throws -> RowLists<UploadField> {
        try call("uploads(\(operations.count) operations)", fields) { world in
            RowLists(
                operations.map { id in
                    world.uploads[id.rawValue].map { $0.isVisible(to: viewer) ? [$0] : [] } ?? []
                }, fields: fields)
        }
    }

    func progress(
        ofOperations operations: [OperationID], fields: Set<ProgressField>, viewer: Viewer
    ) async throws -> RowLists<ProgressField> {
        try call("progress(\(operations.count) operations)", fields) { world in
            RowLists(
                operations.map { (world.progress[$0.rawValue] ?? []).filter { $0.isVisible(to: viewer) } },
                fields: fields)
        }
    }
}
