package import Charging
import Postgres

extension ReadStore: ReservationReading {
    package func reservations(
        _ filter: ReservationFilter, page: PageRequest, fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowPages<ReservationField> {
        try await newestFirst([viewer.condition(on: .reservations)] + conditions(filter), viewer)
            .page(page, fields: fields, in: database)
    }

    package func reservations(
        ids: [ReservationID], fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowBatch<ReservationField> {
        try await rows(
            "reservations r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .reservations),
            viewer: viewer)
    }

    package func reservations(
        ofStations stations: [StationID], filter: ReservationFilter, page: PageRequest, fields: Set<ReservationField>,
        viewer: Viewer
    ) async throws -> RowPages<ReservationField> {
        try await newestFirst(
            ["r.station_id = p.id", viewer.condition(on: .reservations)] + conditions(filter), viewer
        )
        .pages(ofParents: stations.rawValues, page: page, fields: fields, in: database)
    }

    package func liveReservations(
        ofConnectors connectors: [ConnectorID], fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowLists<ReservationField> {
        try await lists(
            ofParents: connectors.rawValues, by: "m.id",
            from: """
                connectors m JOIN reservations r ON r.station_id = m.station_id AND r.connector_number = m.number
                AND r.status IN ('REQUESTED', 'ACTIVE')
                """,
            reach: viewer.condition(on: .reservations), order: "r.id", fields: fields, viewer: viewer)
    }

    package func reservations(
        ofSessions sessions: [SessionID], fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowLists<ReservationField> {
        try await lists(
            ofParents: sessions.rawValues, by: "r.session_id", from: "reservations r",
            reach: viewer.condition(on: .reservations), order: "r.id", fields: fields, viewer: viewer)
    }

    package func reservations(
        ofOperations operations: [OperationID], fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowLists<ReservationField> {
        try await lists(
            ofParents: operations.rawValues, by: "r.operation_id", from: "reservations r",
            reach: viewer.condition(on: .reservations), order: "r.id", fields: fields, viewer: viewer)
    }

    package func connectors(
        ofReservations reservations: [ReservationID], fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowLists<ConnectorField> {
        try await lists(
            ofParents: reservations.rawValues, by: "m.id",
            from: "reservations m JOIN connectors r ON r.station_id = m.station_id AND r.number = m.connector_number",
            reach: viewer.condition(on: .connectors), order: "r.number", fields: fields)
    }

    private func newestFirst(_ conditions: [Statement], _ viewer: Viewer) -> Listing<ReservationField> {
        Listing(
            source: "reservations r", conditions: conditions,
            order: ListOrder(key: "r.requested_at", kind: .timestamp, isDescending: true), viewer: viewer)
    }

    private func conditions(_ filter: ReservationFilter) -> [Statement] {
        var conditions: [Statement] = []
        if let stations = filter.stationIDs { conditions.append("r.station_id = ANY(\(stations.rawValues))") }
        if let idTag = filter.idTag { conditions.append("lower(r.id_tag) = lower(\(idTag)::text)") }
        if let status = filter.status { conditions.append("r.status = \(status.rawValue)") }
        if let from = filter.from { conditions.append("r.requested_at >= \(PostgresTimestamp(from))") }
        if let to = filter.to { conditions.append("r.requested_at < \(PostgresTimestamp(to))") }
        return conditions
    }
}

extension ReservationField: StoredField {
    func guarding(_ viewer: Viewer) -> Statement? { isOwnersAlone ? viewer.guarding(nil) : nil }

    var column: StoredColumn {
        switch self {
        case .stationID: .integer("r.station_id")
        case .connectorNumber: .integer("r.connector_number")
        case .number: .integer("r.number")
        case .idTag: .text("r.id_tag")
        case .parentIDTag: .text("r.parent_id_tag")
        case .tagID: .integer("r.tag_id")
        case .expiresAt: .timestamp("r.expires_at")
        case .status: .text("r.status")
        case .reason: .text("r.reason")
        case .operationID: .integer("r.operation_id")
        case .sessionID: .integer("r.session_id")
        case .createdBy: .integer("r.created_by")
        case .requestedAt: .timestamp("r.requested_at")
        case .endedAt: .timestamp("r.ended_at")
        case .note: .text("r.note")
        }
    }
}
