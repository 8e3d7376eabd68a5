import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    static var exportJob: ResolverGroup<APIContext> {
        var job = ResolverGroup<APIContext>("ExportJob")
        job.globalID(of: ExportJobField.self)
        for (name, column) in ExportJobField.plainColumns { job.column(name, column) }
        job.words("failure", ExportJobField.failure)
        job["downloadPath"] = .leaf(on: Records<ExportJobField>.self) { jobs, _, _ in
            let statuses = try jobs.batch.texts(.status)
            return .strings(
                jobs.map { jobs, row -> String? in
                    guard statuses[row] == "DONE" else { return nil }
                    return "/files/exports/" + GlobalID(.exportJob, jobs.rows.ids[row]).text
                })
        }
        return job
    }

    static var exportJobs: FieldResolver<APIContext> {
        rootPages(as: { _ in .exportJobs }) { page, fields, _, context in
            try await context.stores.upkeep.exportJobs.exportJobs(page: page, fields: fields, viewer: context.viewer)
        }
    }

    static var exportJobMutations: KeyValuePairs<String, FieldResolver<APIContext>> {
        ["createExportJob": createExportJob, "deleteExportJobs": deleteExportJobs]
    }

    private static var createExportJob: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let list = try input.required("list", try input.name("list", upTo: 50))
            let parameters = input.members("parameters")
            guard parameters.count <= parameterLimit else {
                throw input.refusal(
                    "parameters", "has \(parameters.count) members; up to \(parameterLimit) are allowed.")
            }
            let draft = ExportJobDraft(
                list: list,
                parameters: try parameters.map { parameter in
                    ExportParameter(
                        name: try parameter.required("name", try parameter.name("name", upTo: 50)),
                        value: try parameter.required("value", try parameter.text("value", length: 0...200)))
                },
                format: try input.word("format", as: ExportFormat.self) ?? .csv)
            // What cannot be asked is refused now, and not by a job that fails.
            let table = try ExportRequest(list, draft.parameters, context.viewer).table
            _ = try table.chosen(of: context.stores.upkeep.exportJobs.exportColumns(of: table.list))
            let id = try await context.stores.upkeep.exportJobChanges.createExportJob(draft, viewer: context.viewer)
            return .one(Payload<ExportJobField>(id: id.rawValue))
        }
    }

    private static let parameterLimit = 1_000

    /// Everybody deletes those that are their own.
    private static var deleteExportJobs: FieldResolver<APIContext> {
        deletion(.exportJob, right: nil) { ids, context in
            try await context.stores.upkeep.exportJobChanges.deleteExportJobs(
                ids.map(ExportJobID.init(rawValue:)), viewer: context.viewer)
        }
    }
}

extension ExportJobField: NodeField {
    static let nodeType = NodeType.exportJob
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.upkeep.exportJobs.exportJobs(
            ids: ids.map(ExportJobID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    /// Fields that show a column as it is.
    static let plainColumns: KeyValuePairs<String, ExportJobField> = [
        "list": .list, "format": .format, "status": .status, "rowCount": .rowCount, "sizeBytes": .sizeBytes,
        "createdAt": .createdAt, "startedAt": .startedAt, "endedAt": .endedAt,
        "expiresAt": .expiresAt,
    ]

    static let columnsByName: [String: [ExportJobField]] = plainColumns.reduce(
        into: ["downloadPath": [.status], "failure": [.failure]]
    ) { $0[$1.key] = [$1.value] }
}
