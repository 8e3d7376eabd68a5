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

    package func certificateRequests(
        ids: [CertificateRequestID], fields: Set<CertificateRequestField>, viewer: Viewer
    ) async throws -> RowBatch<CertificateRequestField> {
        try await rows(
            "certificate_requests r", ids: ids.rawValues, fields: fields,
            reach: viewer.condition(on: .certificateRequests))
    }
}
