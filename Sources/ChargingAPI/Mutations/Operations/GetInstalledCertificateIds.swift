import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var getInstalledCertificateIds: FieldResolver<APIContext> {
        operation { input in
            try .getInstalledCertificateIds(
                try input.required("type", try input.word("type", as: CertificateType.self)))
        }
    }
}
