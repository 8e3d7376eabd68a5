import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var updateFirmware: FieldResolver<APIContext> {
        operation { input, context in
            try .updateFirmware(
                try await input.firmware(context), retrieveAt: try input.timestamp("retrieveAt"),
                retries: try input.retries(), retryInterval: try input.seconds("retryIntervalSeconds"))
        }
    }

    static var signedUpdateFirmware: FieldResolver<APIContext> {
        operation { input, context in
            let id = try input.required("imageId", try input.id("imageId", .firmwareImage))
            let (image, name) = try await input.image(id, context)
            return .signedUpdateFirmware(
                image, name: name, retrieveAt: try input.timestamp("retrieveAt"),
                installAt: try input.timestamp("installAt"), retries: try input.retries(),
                retryInterval: try input.seconds("retryIntervalSeconds"))
        }
    }
}

extension InputReader {
    /// Either `imageId` or `url`.
    fileprivate func firmware(_ context: APIContext) async throws -> FirmwareSource {
        switch (try id("imageId", .firmwareImage), try name("url", upTo: 512)) {
        case (let id?, nil):
            let (image, name) = try await image(id, context)
            return .image(image, name: name)
        case (nil, let address?): return .address(address)
        case (nil, nil): throw refusal("imageId", "is missing: give imageId or url.")
        case (_?, _?): throw refusal("url", "cannot be given together with imageId.")
        }
    }

    /// - Throws: ``ChargingError`` `.notFound` for one that the viewer may not see.
    fileprivate func image(_ id: Int64, _ context: APIContext) async throws -> (FirmwareImageID, name: String) {
        let image = FirmwareImageID(rawValue: id)
        let found = try await context.stores.files.firmwareImages(ids: [image], fields: [], viewer: context.viewer)
        guard found.count == 1 else {
            throw ChargingError(.notFound, "There is no such image.", field: "imageId")
        }
        return (image, GlobalID(.firmwareImage, id).text)
    }
}
