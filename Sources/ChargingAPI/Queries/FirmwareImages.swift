import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// The catalogue, newest first.
    static var firmwareImages: FieldResolver<APIContext> {
        rootPages(as: { _ in .firmwareImages }) { page, fields, field, context in
            try await context.stores.files.firmwareImages(
                try FirmwareImageFilter(field), page: page, fields: fields, viewer: context.viewer)
        }
    }
}

extension FirmwareImageFilter {
    fileprivate init(_ field: FieldRequest) throws {
        self.init()
        let input = InputReader(field.object("filter"))
        vendor = try input.text("vendor", length: 0...100)
        model = try input.text("model", length: 0...100)
        version = try input.text("version", length: 0...100)
    }
}
