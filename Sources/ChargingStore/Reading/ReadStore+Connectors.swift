package import Charging
import Postgres

extension ReadStore: ConnectorReading {
    package func connectors(
        ofStations stations: [StationID], fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowLists<ConnectorField> {
        try await lists(
            ofParents: stations.rawValues,
            "JOIN connectors r ON r.station_id = p.id WHERE \(viewer.condition(on: .connectors))",
            order: "r.number", fields: fields)
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
            ofParents: sessions.rawValues,
            """
            JOIN sessions m ON m.id = p.id
            JOIN connectors r ON r.station_id = m.station_id AND r.number = m.connector_number
            WHERE \(viewer.condition(on: .connectors))
            """,
            order: "r.number", fields: fields)
    }
}
