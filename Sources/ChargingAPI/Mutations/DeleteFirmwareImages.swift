import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var deleteFirmwareImages: FieldResolver<APIContext> {
        deletion(.firmwareImage, right: .configureStation) { ids, context in
            try await context.services.firmware.delete(
                ids.map(FirmwareImageID.init(rawValue:)), viewer: context.viewer)
        }
    }
}
