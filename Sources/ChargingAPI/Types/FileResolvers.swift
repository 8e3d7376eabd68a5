import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var files: [ResolverGroup<APIContext>] { [firmwareImage, upload, progress] }

    private static var firmwareImage: ResolverGroup<APIContext> {
        var image = ResolverGroup<APIContext>("FirmwareImage")
        image.globalID(of: FirmwareImageField.self)
        image.column("vendor", FirmwareImageField.vendor)
        image.column("model", FirmwareImageField.model)
        image.column("version", FirmwareImageField.firmwareVersion)
        image.column("fileName", FirmwareImageField.fileName)
        image.column("sizeBytes", FirmwareImageField.sizeBytes)
        image.column("sha256", FirmwareImageField.sha256)
        image.column("isSigned", FirmwareImageField.isSigned)
        image.column("createdAt", FirmwareImageField.createdAt)
        image.column("notes", FirmwareImageField.notes)
        image["uploadedBy"] = reference(from: FirmwareImageField.uploadedBy, to: UserField.self)
        return image
    }

    private static var upload: ResolverGroup<APIContext> {
        var upload = ResolverGroup<APIContext>("StationUpload")
        upload.column("fileName", UploadField.fileName)
        upload.column("sizeBytes", UploadField.sizeBytes)
        upload.column("sha256", UploadField.sha256)
        upload.column("receivedAt", UploadField.receivedAt)
        return upload
    }

    private static var progress: ResolverGroup<APIContext> {
        var progress = ResolverGroup<APIContext>("OperationProgress")
        progress.column("status", ProgressField.name)
        progress.column("at", ProgressField.receivedAt)
        return progress
    }
}

extension FirmwareImageField: NodeField {
    static let nodeType = NodeType.firmwareImage
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.files.firmwareImages(
            ids: ids.map(FirmwareImageID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [FirmwareImageField]] = [
        "vendor": [.vendor], "model": [.model], "version": [.firmwareVersion], "fileName": [.fileName],
        "sizeBytes": [.sizeBytes], "sha256": [.sha256], "isSigned": [.isSigned], "uploadedBy": [.uploadedBy],
        "createdAt": [.createdAt], "notes": [.notes],
    ]
}

extension UploadField: APIField {
    static let columnsByName: [String: [UploadField]] = [
        "fileName": [.fileName], "sizeBytes": [.sizeBytes], "sha256": [.sha256], "receivedAt": [.receivedAt],
    ]
}

extension ProgressField: APIField {
    static let columnsByName: [String: [ProgressField]] = ["status": [.name], "at": [.receivedAt]]
}
