import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    /// Newest first.
    static var certificateRequests: FieldResolver<APIContext> {
        rootPages(as: { _ in .certificateRequests }) { page, fields, field, context in
            try await context.stores.certificates.certificateRequests(
                try CertificateRequestFilter(field), page: page, fields: fields, viewer: context.viewer)
        }
    }
}

extension CertificateRequestFilter {
    fileprivate init(_ field: FieldRequest) throws {
        self.init()
        let input = InputReader(field.object("filter"))
        stationIDs = try input.ids("stationIds", .station)?.map(StationID.init(rawValue:))
        status = try input.word("status", as: CertificateRequestStatus.self)
    }
}
