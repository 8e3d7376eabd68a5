import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var refuseCertificateRequest: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.configureStation)
            let input = InputReader(field.object("input"))
            let id = try input.required("id", try input.id("id", .certificateRequest))
            let reason = try input.required("reason", try input.name("reason", upTo: 200))
            try await context.services.certificates.refuse(
                CertificateRequestID(rawValue: id), because: reason, viewer: context.viewer)
            return .one(Payload<CertificateRequestField>(id: id))
        }
    }
}
