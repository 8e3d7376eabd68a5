import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var deleteFirmwareImages: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.require(.configureStation)
            let input = InputReader(field.object("input"))
            let ids = try input.required("ids", try input.ids("ids", .firmwareImage))
            try await context.services.firmware.delete(
                ids.map(FirmwareImageID.init(rawValue:)), viewer: context.viewer)
            return .one(DeletedImages(ids: ids))
        }
    }

    static var deleteFirmwareImagesPayload: ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>("DeleteFirmwareImagesPayload")
        payload["deletedIds"] = .leaf(on: DeletedImages.self) { payloads, _, _ in
            let ids = payloads.batch.ids.map { GlobalID(.firmwareImage, $0).text }
            return .lists(of: .strings(ids), offsets: [0, Int32(clamping: ids.count)])
        }
        return payload
    }
}

private struct DeletedImages: ObjectBatch {
    let ids: [Int64]
    var count: Int { 1 }
}
