package import Charging
import Postgres

extension ReadStore: OperationReading {
    package func operations(
        _ filter: OperationFilter, page: PageRequest, fields: Set<OperationField>, viewer: Viewer
    ) async throws -> RowPages<OperationField> {
        let listing = Listing<OperationField>(
            source: "operations r", conditions: [viewer.condition(on: .operations)] + conditions(filter),
            order: ListOrder(key: "r.requested_at", kind: .timestamp, isDescending: true))
        return try await listing.page(page, fields: fields, in: database)
    }

    package func operations(
        ids: [OperationID], fields: Set<OperationField>, viewer: Viewer
    ) async throws -> RowBatch<OperationField> {
        try await rows("operations r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .operations))
    }

    private func conditions(_ filter: OperationFilter) -> [Statement] {
        var conditions: [Statement] = []
        if let stations = filter.stationIDs {
            conditions.append("r.station_id = ANY(\(stations.rawValues))")
        }
        if let kind = filter.kind { conditions.append("r.kind = \(kind.rawValue)") }
        if let status = filter.status { conditions.append("r.status = \(status.rawValue)") }
        if let effect = filter.effect { conditions.append("r.effect = \(effect.rawValue)") }
        if let user = filter.requestedBy { conditions.append("r.requested_by = \(user.rawValue)") }
        if let session = filter.sessionID { conditions.append("r.session_id = \(session.rawValue)") }
        if let from = filter.from { conditions.append("r.requested_at >= \(PostgresTimestamp(from))") }
        if let to = filter.to { conditions.append("r.requested_at < \(PostgresTimestamp(to))") }
        return conditions
    }
}
