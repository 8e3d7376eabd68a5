package import JSON

/// A place in the queue of a station. Positions are counted from 1.
package enum QueuePlaceField: Sendable, Hashable, CaseIterable {
    case userID, position, status, joinedAt, heldUntil
    /// The connector that the person waits for, and the one that is held.
    case connectorNumber, heldConnectorNumber
    /// See ``ChargerHold``.
    case chargerHold
    case tagID, reservationID
}

/// Who waits at a station for its next free connector; see ``SeatKeeper``.
package enum StationQueue {
    /// Places at one station.
    package static let limit = 20
}

/// Who is to wait where, as somebody asks for it.
package struct WantedPlace: Sendable, Hashable {
    package var station: StationID
    /// nil: the next one that is free.
    package var connector: Int?
    /// For which the station is to hold the connector; nil: the one that the person charged with last.
    package var idTag: String?
    /// nil: the one whose tag is given, or else the viewer.
    package var user: UserID?

    package init(station: StationID, connector: Int? = nil, idTag: String? = nil, user: UserID? = nil) {
        self.station = station
        self.connector = connector
        self.idTag = idTag
        self.user = user
    }
}

package protocol QueueReading: Sendable {
    /// First come, first served. Whose they are the API tells those alone who see the person.
    func queues(
        ofStations stations: [StationID], fields: Set<QueuePlaceField>, viewer: Viewer
    ) async throws -> RowLists<QueuePlaceField>
}

package protocol QueueWriting: Sendable {
    /// The person waits there from now on; whoever does already keeps the place. Somebody else may be put there by those who
    /// may operate the station and see that person or the tag.
    ///
    /// - Throws: ``ChargingError`` `.notFound`, `.forbidden`, `.badInput` for who has no tag that could start there and for a
    ///   connector that is not there, `.conflict` where nobody has to wait or nobody may, `.limitExceeded`.
    func joinQueue(_ wanted: WantedPlace, viewer: Viewer) async throws
    /// - Parameter user: nil: the viewer. Somebody else is taken out by those who may operate the station.
    /// - Throws: ``ChargingError`` `.notFound` for who does not wait there.
    func leaveQueue(of station: StationID, user: UserID?, viewer: Viewer) async throws
}

/// The last change in the queue of a station.
package struct QueueNews: Sendable, Hashable {
    package var station: StationID
    package var organization: OrganizationID
    package var at: Timestamp

    package init(station: StationID, organization: OrganizationID, at: Timestamp) {
        self.station = station
        self.organization = organization
        self.at = at
    }
}

package protocol QueueBook: Sendable {
    /// The last change of each queue that changed within the last ten seconds.
    func queueNews() async throws -> [QueueNews]
    /// Ends holds whose time is over, as no-shows, and holds what is free now for those whose turn it is, who are told in the
    /// same commit. Notes what came of what stations were asked.
    func serveQueues() async throws
    /// What stations that are taken to be connected may hold although its place is over, or is held elsewhere by now.
    func releasesDue(limit: Int) async throws -> [BookedReservation]
    /// Records the operation that asks for a release, in the one commit by which its turn is taken.
    ///
    /// - Returns: nil when there is nothing to release any more.
    func release(_ reservation: BookedReservation, by operation: NewOperation) async throws -> OperationID?
    /// What stations that are taken to be connected have not been asked to hold.
    func holdsDue(limit: Int) async throws -> [SeatHold]
    /// Enters the reservation that a station is about to be asked for, with its operation, in one commit.
    ///
    /// - Returns: nil when it is not to be held any more, was asked for already, or something else holds the connector.
    func hold(_ hold: SeatHold, by operation: NewOperation) async throws -> BookedReservation?
}
