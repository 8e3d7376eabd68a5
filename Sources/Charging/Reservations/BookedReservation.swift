package import JSON

/// A reservation as it stands after a commit: what events are made of.
package struct BookedReservation: Sendable, Hashable, Codable {
    package var id: ReservationID
    package var station: StationID
    package var organization: OrganizationID
    package var connector: Int
    /// On the wire.
    package var number: Int32
    package var idTag: String
    package var parentIDTag: String?
    package var tag: TagID?
    package var expiresAt: Timestamp
    package var status: ReservationStatus
    package var reason: ReservationReason?
    /// The newest request for it.
    package var operation: OperationID?
    package var session: SessionID?
    package var createdBy: UserID?
    package var requestedAt: Timestamp
    package var endedAt: Timestamp?

    package init(
        id: ReservationID, station: StationID, organization: OrganizationID, connector: Int, number: Int32,
        idTag: String, expiresAt: Timestamp, status: ReservationStatus, requestedAt: Timestamp
    ) {
        self.id = id
        self.station = station
        self.organization = organization
        self.connector = connector
        self.number = number
        self.idTag = idTag
        self.expiresAt = expiresAt
        self.status = status
        self.requestedAt = requestedAt
    }
}
