import Charging
import JSON

/// One job of each organization's manager; changes are tested on the database.
extension MemoryStores: ExportJobReading, ExportJobWriting {
    private static func jobs(of viewer: Viewer) -> [MemoryRow<ExportJobField>] {
        [(Int64(1), "Alpha"), (2, "Beta")].map { id, name in
            MemoryRow<ExportJobField>(
                id: id, organization: id, owner: id * 100 + 2,
                values: [
                    .list: .text("stations"), .format: .text("CSV"), .status: .text("DONE"), .rowCount: .integer(7),
                    .sizeBytes: .number(3), .failure: .text("Failure of \(name)"), .createdAt: .time(MemoryWorld.start),
                ])
        }.filter { $0.owner == viewer.userID.rawValue }
    }

    func exportColumns(of list: Export) -> [ExportColumn] {
        ["chargePointId", "status"].map { ExportColumn(name: $0, kind: .text) }
    }

    func exportJobs(
        page: PageRequest, fields: Set<ExportJobField>, viewer: Viewer
    ) async throws -> RowPages<ExportJobField> {
        try call("exportJobs", fields) { _ in
            RowPages([Self.jobs(of: viewer)], page: page, fields: fields) {
                .timestamp($0.time(.createdAt) ?? MemoryWorld.start)
            }
        }
    }

    func exportJobs(
        ids: [ExportJobID], fields: Set<ExportJobField>, viewer: Viewer
    ) async throws -> RowBatch<ExportJobField> {
        try call("exportJobs(ids)", fields) { _ in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(Self.jobs(of: viewer).filter { wanted.contains($0.id) }, fields: fields)
        }
    }

    func createExportJob(_ job: ExportJobDraft, viewer: Viewer) async throws -> ExportJobID {
        let parameters = job.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        return try call("createExportJob \(job.list).\(job.format.rawValue) \(parameters)", [String]()) { _ in
            ExportJobID(rawValue: viewer.organizationID.rawValue)
        }
    }

    func deleteExportJobs(_ ids: [ExportJobID], viewer: Viewer) async throws {
        _ = try call("deleteExportJobs \(ids)", [String]()) { _ in 1 }
    }
}
