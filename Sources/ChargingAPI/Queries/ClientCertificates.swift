import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// None for who may not set stations up.
    static var clientCertificates: FieldResolver<APIContext> {
        rootPages(as: { _ in .clientCertificates }) { page, fields, field, context in
            try await context.stores.certificates.clientCertificates(
                try ClientCertificateFilter(field), page: page, fields: fields, viewer: context.viewer)
        }
    }
}

extension ClientCertificateFilter {
    fileprivate init(_ field: FieldRequest) throws {
        self.init()
        let input = InputReader(field.object("filter"))
        stationIDs = try input.ids("stationIds", .station)?.map(StationID.init(rawValue:))
        serialNumber = try input.text("serialNumber", length: 1...64)
        isRevoked = input.boolean("isRevoked")
        expiresBefore = try input.timestamp("expiresBefore")
    }
}
