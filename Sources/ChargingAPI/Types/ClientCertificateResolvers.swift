import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var clientCertificate: ResolverGroup<APIContext> {
        var certificate = ResolverGroup<APIContext>("ClientCertificate")
        certificate.globalID(of: ClientCertificateField.self)
        certificate.column("serialNumber", ClientCertificateField.serialNumber)
        certificate.column("subject", ClientCertificateField.subject)
        certificate.column("certificate", ClientCertificateField.certificate)
        certificate.column("issuedAt", ClientCertificateField.issuedAt)
        certificate.column("expiresAt", ClientCertificateField.expiresAt)
        certificate.column("revokedAt", ClientCertificateField.revokedAt)
        certificate.column("revocationReason", ClientCertificateField.revocationReason)
        certificate["station"] = reference(from: ClientCertificateField.stationID, to: StationField.self)
        certificate["request"] = reference(from: ClientCertificateField.requestID, to: CertificateRequestField.self)
        certificate["issuedBy"] = reference(from: ClientCertificateField.issuedBy, to: UserField.self)
        certificate["revokedBy"] = reference(from: ClientCertificateField.revokedBy, to: UserField.self)
        certificate["isInUse"] = .leaf(on: Records<ClientCertificateField>.self) { certificates, _, context in
            .booleans(try certificates.batch.inUse(context.services.liveStatus))
        }
        return certificate
    }
}

extension ClientCertificateField: NodeField {
    static let nodeType = NodeType.clientCertificate
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.certificates.clientCertificates(
            ids: ids.map(CertificateRequestID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    static let columnsByName: [String: [ClientCertificateField]] = [
        "serialNumber": [.serialNumber], "subject": [.subject], "certificate": [.certificate], "issuedAt": [.issuedAt],
        "issuedBy": [.issuedBy], "expiresAt": [.expiresAt], "revokedAt": [.revokedAt], "revokedBy": [.revokedBy],
        "revocationReason": [.revocationReason], "station": [.stationID], "request": [.requestID],
        "isInUse": [.stationID, .serialNumber],
    ]
}

extension Records<ClientCertificateField> {
    /// Whether each one's station is connected with it; nil where the station is not in the live table.
    fileprivate func inUse(_ live: LiveStatus) throws -> [Bool?] {
        let stations = try integers(.stationID).map { StationID(rawValue: $0 ?? 0) }
        return zip(live.snapshots(of: stations), try texts(.serialNumber)).map { snapshot, number in
            snapshot.map { $0.presence == .online && $0.certificateSerialNumber == number }
        }
    }
}
