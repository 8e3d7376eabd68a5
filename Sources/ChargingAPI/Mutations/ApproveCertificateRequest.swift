import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var approveCertificateRequest: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.configureStation)
            let input = InputReader(field.object("input"))
            let id = try input.required("id", try input.id("id", .certificateRequest))
            let operation = try await context.services.certificates.approve(
                CertificateRequestID(rawValue: id), wait: input.boolean("wait") ?? true, viewer: context.viewer)
            return .one(Approval(request: id, operation: operation.rawValue))
        }
    }

    static var approveCertificateRequestPayload: ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>("ApproveCertificateRequestPayload")
        payload["certificateRequest"] = .load(on: Approval.self, by: CertificateRequestField.loader) { payloads, _, _ in
            [payloads.batch.request]
        }
        payload["operation"] = .load(on: Approval.self, by: OperationField.loader) { payloads, _, _ in
            [payloads.batch.operation]
        }
        return payload
    }
}

private struct Approval: ObjectBatch {
    let request: Int64
    let operation: Int64
    var count: Int { 1 }
}
