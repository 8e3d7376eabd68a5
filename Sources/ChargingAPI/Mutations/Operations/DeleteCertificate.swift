import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var deleteCertificate: FieldResolver<APIContext> {
        operation { input in
            try .deleteCertificate(
                CertificateHashes(
                    algorithm: try input.required(
                        "hashAlgorithm", try input.word("hashAlgorithm", as: CertificateHashes.Algorithm.self)),
                    issuerNameHash: try input.required("issuerNameHash", try input.name("issuerNameHash", upTo: 128)),
                    issuerKeyHash: try input.required("issuerKeyHash", try input.name("issuerKeyHash", upTo: 128)),
                    serialNumber: try input.required("serialNumber", try input.name("serialNumber", upTo: 40))))
        }
    }
}
