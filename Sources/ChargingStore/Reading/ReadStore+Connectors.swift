package import Charging
import Postgres

extension ReadStore: ConnectorReading {
    package func connectors(
        _ filter: ConnectorFilter, page: PageRequest, fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowPages<ConnectorField> {
        let listing = Listing<ConnectorField>(
            source: """
                connectors r JOIN stations s ON s.id = r.station_id AND s.organization_id = r.organization_id
                AND s.removed_at IS NULL
                """,
            conditions: [viewer.condition(on: .connectors)] + filter.conditions(for: viewer),
            order: ListOrder(key: "s.charge_point_id", kind: .text))
        return try await listing.page(page, fields: fields, in: database)
    }

    package func connectors(
        ofStations stations: [StationID], fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowLists<ConnectorField> {
        try await lists(
            ofParents: stations.rawValues, by: "r.station_id", from: "connectors r",
            reach: viewer.condition(on: .connectors), order: "r.number", fields: fields)
    }

    package func connectors(
        ids: [ConnectorID], fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowBatch<ConnectorField> {
        try await rows("connectors r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .connectors))
    }

    package func connectors(
        ofSessions sessions: [SessionID], fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowLists<ConnectorField> {
        try await lists(
            ofParents: sessions.rawValues, by: "m.id",
            from: "sessions m JOIN connectors r ON r.station_id = m.station_id AND r.number = m.connector_number",
            reach: viewer.condition(on: .connectors), order: "r.number", fields: fields)
    }
}

extension ConnectorFilter {
    fileprivate func conditions(for viewer: Viewer) -> [Statement] {
        var conditions: [Statement] = []
        if let stationIDs { conditions.append("r.station_id = ANY(\(stationIDs.rawValues))") }
        if let groupIDs { conditions.append("r.station_id IN \(groupIDs.stations(for: viewer))") }
        if let statuses { conditions.append("r.status = ANY(\(statuses.map(\.rawValue)))") }
        if let presence { conditions.append("s.presence = \(presence.rawValue)") }
        if let unchangedSince { conditions.append("r.status_changed_at < \(PostgresTimestamp(unchangedSince))") }
        if let pattern = text?.containedPattern {
            conditions.append("(s.charge_point_id ILIKE \(pattern) OR s.description ILIKE \(pattern))")
        }
        return conditions
    }
}
