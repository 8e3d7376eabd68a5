package import Charging
import Postgres

extension ReadStore: ConnectorReading {
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
