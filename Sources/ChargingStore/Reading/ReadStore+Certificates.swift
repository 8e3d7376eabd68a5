package import Charging
import Postgres

extension ReadStore: CertificateReading {
    package func certificateRequests(
        _ filter: CertificateRequestFilter, page: PageRequest, fields: Set<CertificateRequestField>, viewer: Viewer
    ) async throws -> RowPages<CertificateRequestField> {
        var conditions = [viewer.condition(on: .certificateRequests)]
        if let stations = filter.stationIDs { conditions.append("r.station_id = ANY(\(stations.rawValues))") }
        if let status = filter.status { conditions.append("r.status = \(status.rawValue)") }
        let listing = Listing<CertificateRequestField>(
            source: "certificate_requests r", conditions: conditions,
            order: ListOrder(key: "r.requested_at", kind: .timestamp, isDescending: true))
        return try await listing.page(page, fields: fields, in: database)
    }

    package func clientCertificates(
        _ filter: ClientCertificateFilter, page: PageRequest, fields: Set<ClientCertificateField>, viewer: Viewer
    ) async throws -> RowPages<ClientCertificateField> {
        var conditions = [viewer.condition(on: .clientCertificates), "r.status = 'ISSUED'"]
        if let stations = filter.stationIDs { conditions.append("r.station_id = ANY(\(stations.rawValues))") }
        if let number = filter.serialNumber { conditions.append("r.serial_number = lower(\(number)::text)") }
        if let isRevoked = filter.isRevoked { conditions.append("(r.revoked_at IS NOT NULL) = \(isRevoked)") }
        if let time = filter.expiresBefore { conditions.append("r.valid_to < \(PostgresTimestamp(time))") }
        let listing = Listing<ClientCertificateField>(
            source: "certificate_requests r", conditions: conditions,
            order: ListOrder(key: "r.requested_at", kind: .timestamp, isDescending: true))
        return try await listing.page(page, fields: fields, in: database)
    }

    package func clientCertificates(
        ids: [CertificateRequestID], fields: Set<ClientCertificateField>, viewer: Viewer
    ) async throws -> RowBatch<ClientCertificateField> {
        try await rows(
            "certificate_requests r", ids: ids.rawValues, fields: fields,
            reach: "\(viewer.condition(on: .clientCertificates)) AND r.status = 'ISSUED'")
    }

    package func certificateRequests(
        ids: [CertificateRequestID], fields: Set<CertificateRequestField>, viewer: Viewer
    ) async throws -> RowBatch<CertificateRequestField> {
        try await rows(
            "certificate_requests r", ids: ids.rawValues, fields: fields,
            reach: viewer.condition(on: .certificateRequests))
    }
}
