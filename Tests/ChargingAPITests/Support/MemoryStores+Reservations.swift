import Charging
import JSON

extension MemoryStores: ReservationReading {
    private static func key(_ row: MemoryRow<ReservationField>) -> ListPosition.Key {
        .timestamp(row.time(.requestedAt) ?? MemoryWorld.start)
    }

    func reservations(
        _ filter: ReservationFilter, page: PageRequest, fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowPages<ReservationField> {
        try call("reservations(\(page.wantsRows ? "rows" : "total"))", fields) { world in
            let rows = world.reservations.reversed().filter { row in
                row.isVisible(to: viewer) && (filter.status?.rawValue ?? row.text(.status)) == row.text(.status)
            }
            return RowPages([rows], page: page, fields: fields, key: Self.key)
        }
    }

    func reservations(
        ids: [ReservationID], fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowBatch<ReservationField> {
        try call("reservations(ids)", fields) { world in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(
                world.reservations.filter { wanted.contains($0.id) && $0.isVisible(to: viewer) }, fields: fields)
        }
    }

    func reservations(
        ofStations stations: [StationID], filter: ReservationFilter, page: PageRequest, fields: Set<ReservationField>,
        viewer: Viewer
    ) async throws -> RowPages<ReservationField> {
        try call("reservations(ofStations)", fields) { world in
            let parents = stations.map { world.reservations(of: .stationID, $0.rawValue, viewer) }
            return RowPages(parents, page: page, fields: fields, key: Self.key)
        }
    }

    func liveReservations(
        ofConnectors connectors: [ConnectorID], fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowLists<ReservationField> {
        try call("liveReservations(ofConnectors)", fields) { world in
            let parents = connectors.map { id in
                let connector = world.connectors.first { $0.id == id.rawValue }
                return world.reservations.filter { row in
                    row.isVisible(to: viewer) && ["REQUESTED", "ACTIVE"].contains(row.text(.status))
                        && row.integer(.stationID) == connector?.integer(.stationID)
                        && row.integer(.connectorNumber) == connector?.integer(.number)
                }
            }
            return RowLists(parents, fields: fields)
        }
    }

    func reservations(
        ofSessions sessions: [SessionID], fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowLists<ReservationField> {
        try call("reservations(ofSessions)", fields) { world in
            RowLists(sessions.map { world.reservations(of: .sessionID, $0.rawValue, viewer) }, fields: fields)
        }
    }

    func reservations(
        ofOperations operations: [OperationID], fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowLists<ReservationField> {
        try call("reservations(ofOperations)", fields) { world in
            RowLists(operations.map { world.reservations(of: .operationID, $0.rawValue, viewer) }, fields: fields)
        }
    }

    func connectors(
        ofReservations reservations: [ReservationID], fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowLists<ConnectorField> {
        try call("connectors(ofReservations)", fields) { world in
            let parents = reservations.map { id in
                let row = world.reservations.first { $0.id == id.rawValue }
                return world.connectors.filter { connector in
                    connector.isVisible(to: viewer) && connector.integer(.stationID) == row?.integer(.stationID)
                        && connector.integer(.number) == row?.integer(.connectorNumber)
                }
            }
            return RowLists(parents, fields: fields)
        }
    }
}

extension MemoryWorld {
    fileprivate func reservations(
        of key: ReservationField, _ id: Int64, _ viewer: Viewer
    ) -> [MemoryRow<ReservationField>] {
        reservations.filter { $0.integer(key) == id && $0.isVisible(to: viewer) }
    }
}
