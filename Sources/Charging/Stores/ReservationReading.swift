package import JSON

package enum ReservationField: Sendable, Hashable, CaseIterable {
    case stationID, connectorNumber, number, idTag, parentIDTag, tagID, expiresAt, status, reason, operationID,
        sessionID
    case createdBy, requestedAt, endedAt, note
}

package struct ReservationFilter: Sendable, Hashable {
    package var stationIDs: [StationID]?
    package var idTag: String?
    package var status: ReservationStatus?
    /// Of the request.
    package var from: Timestamp?
    package var to: Timestamp?
    package init() {}
}

package protocol ReservationReading: Sendable {
    /// Newest first.
    func reservations(
        _ filter: ReservationFilter, page: PageRequest, fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowPages<ReservationField>
    func reservations(
        ids: [ReservationID], fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowBatch<ReservationField>
    /// Newest first, one page per station.
    func reservations(
        ofStations stations: [StationID], filter: ReservationFilter, page: PageRequest, fields: Set<ReservationField>,
        viewer: Viewer
    ) async throws -> RowPages<ReservationField>
    /// At most one per connector.
    func liveReservations(
        ofConnectors connectors: [ConnectorID], fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowLists<ReservationField>
    /// At most one per session: the one that it used.
    func reservations(
        ofSessions sessions: [SessionID], fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowLists<ReservationField>
    /// At most one per operation: the one whose newest request it is.
    func reservations(
        ofOperations operations: [OperationID], fields: Set<ReservationField>, viewer: Viewer
    ) async throws -> RowLists<ReservationField>
    /// At most one per reservation; none for connector 0 and for one that the station has never spoken of.
    func connectors(
        ofReservations reservations: [ReservationID], fields: Set<ConnectorField>, viewer: Viewer
    ) async throws -> RowLists<ConnectorField>
}
