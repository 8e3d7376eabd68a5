import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var revokeClientCertificate: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.configureStation)
            let input = InputReader(field.object("input"))
            let id = try input.required("id", try input.id("id", .clientCertificate))
            let reason = try input.required("reason", try input.name("reason", upTo: 200))
            try await context.services.certificates.revoke(
                CertificateRequestID(rawValue: id), because: reason, viewer: context.viewer)
            return .one(Payload<ClientCertificateField>(id: id))
        }
    }
}
