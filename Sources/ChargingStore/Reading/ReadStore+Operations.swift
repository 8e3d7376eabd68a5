package import Charging
import Postgres

extension ReadStore: OperationReading {
    package func operations(
        _ filter: OperationFilter, page: PageRequest, fields: Set<OperationField>, viewer: Viewer
    ) async throws -> RowPages<OperationField> {
        let listing = Listing<OperationField>(
            source: "operations r", conditions: [viewer.condition(on: .operations)] + filter.conditions,
            order: ListOrder(key: "r.requested_at", kind: .timestamp, isDescending: true))
        return try await listing.page(page, fields: fields, in: database)
    }

    package func operations(
        ids: [OperationID], fields: Set<OperationField>, viewer: Viewer
    ) async throws -> RowBatch<OperationField> {
        try await rows("operations r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .operations))
    }
}

extension OperationFilter {
    var conditions: [Statement] {
        var conditions: [Statement] = []
        if let stationIDs {
            conditions.append("r.station_id = ANY(\(stationIDs.rawValues))")
        }
        if let kind { conditions.append("r.kind = \(kind.rawValue)") }
        if let status { conditions.append("r.status = \(status.rawValue)") }
        if let effect { conditions.append("r.effect = \(effect.rawValue)") }
        if let requestedBy { conditions.append("r.requested_by = \(requestedBy.rawValue)") }
        if let sessionID { conditions.append("r.session_id = \(sessionID.rawValue)") }
        if let from { conditions.append("r.requested_at >= \(PostgresTimestamp(from))") }
        if let to { conditions.append("r.requested_at < \(PostgresTimestamp(to))") }
        return conditions
    }
}
