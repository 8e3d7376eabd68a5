import Charging
import JSON

extension MemoryStores: CertificateReading {
    func certificateRequests(
        _ filter: CertificateRequestFilter, page: PageRequest, fields: Set<CertificateRequestField>, viewer: Viewer
    ) async throws -> RowPages<CertificateRequestField> {
        try call("certificateRequests(\(page.wantsRows ? "rows" : "total"))", fields) { world in
            let rows = world.certificateRequests.filter { row in
                row.isVisible(to: viewer) && (filter.status?.rawValue ?? row.text(.status)) == row.text(.status)
            }
            return RowPages([rows], page: page, fields: fields) {
                .timestamp($0.time(.requestedAt) ?? MemoryWorld.start)
            }
        }
    }

    func clientCertificates(
        _ filter: ClientCertificateFilter, page: PageRequest, fields: Set<ClientCertificateField>, viewer: Viewer
    ) async throws -> RowPages<ClientCertificateField> {
        try call("clientCertificates(\(page.wantsRows ? "rows" : "total"))", fields) { world in
            RowPages([world.clientCertificates(for: viewer)], page: page, fields: fields) {
                .timestamp($0.time(.issuedAt) ?? MemoryWorld.start)
            }
        }
    }

    func clientCertificates(
        ids: [CertificateRequestID], fields: Set<ClientCertificateField>, viewer: Viewer
    ) async throws -> RowBatch<ClientCertificateField> {
        try call("clientCertificates(\(ids.count) ids)", fields) { world in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(
                world.clientCertificates(for: viewer).filter { wanted.contains($0.id) }, fields: fields)
        }
    }

    func certificateRequests(
        ids: [CertificateRequestID], fields: Set<CertificateRequestField>, viewer: Viewer
    ) async throws -> RowBatch<CertificateRequestField> {
        try call("certificateRequests(\(ids.count) ids)", fields) { world in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(
                world.certificateRequests.filter { wanted.contains($0.id) && $0.isVisible(to: viewer) }, fields: fields)
        }
    }
}

extension MemoryWorld {
    fileprivate func clientCertificates(for viewer: Viewer) -> [MemoryRow<ClientCertificateField>] {
        guard Rights(of: viewer).allows(.configureStation) else { return [] }
        return clientCertificates.filter { $0.isVisible(to: viewer) }
    }
}
