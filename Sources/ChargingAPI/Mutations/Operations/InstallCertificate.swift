import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var installCertificate: FieldResolver<APIContext> {
        operation { input in
            try .installCertificate(
                try input.required("type", try input.word("type", as: CertificateType.self)),
                certificate: try input.required("certificate", try input.text("certificate", length: 1...5_500)))
        }
    }
}
