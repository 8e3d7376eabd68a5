import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var certificateRequest: ResolverGroup<APIContext> {
        var request = ResolverGroup<APIContext>("CertificateRequest")
        request.globalID(of: CertificateRequestField.self)
        request.column("status", CertificateRequestField.status)
        request.column("commonName", CertificateRequestField.commonName)
        request.column("organizationName", CertificateRequestField.organizationName)
        request.words("reason", CertificateRequestField.reason)
        request.column("requestedAt", CertificateRequestField.requestedAt)
        request.column("decidedAt", CertificateRequestField.decidedAt)
        request.column("serialNumber", CertificateRequestField.serialNumber)
        request.column("certificate", CertificateRequestField.certificate)
        request.column("validFrom", CertificateRequestField.validFrom)
        request.column("validTo", CertificateRequestField.validTo)
        request.column("revokedAt", CertificateRequestField.revokedAt)
        request.column("revocationReason", CertificateRequestField.revocationReason)
        request["station"] = reference(from: CertificateRequestField.stationID, to: StationField.self)
        request["decidedBy"] = reference(from: CertificateRequestField.decidedBy, to: UserField.self)
        request["revokedBy"] = reference(from: CertificateRequestField.revokedBy, to: UserField.self)
        request["clientCertificate"] = reference(
            from: CertificateRequestField.clientCertificateID, to: ClientCertificateField.self)
        return request
    }
}

extension CertificateRequestField: NodeField {
    static let nodeType = NodeType.certificateRequest
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.certificates.certificateRequests(
            ids: ids.map(CertificateRequestID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [CertificateRequestField]] = [
        "status": [.status], "commonName": [.commonName], "organizationName": [.organizationName], "reason": [.reason],
        "requestedAt": [.requestedAt], "decidedAt": [.decidedAt], "decidedBy": [.decidedBy],
        "serialNumber": [.serialNumber], "certificate": [.certificate], "validFrom": [.validFrom],
        "validTo": [.validTo], "revokedAt": [.revokedAt], "revokedBy": [.revokedBy],
        "revocationReason": [.revocationReason], "clientCertificate": [.clientCertificateID], "station": [.stationID],
    ]
}
