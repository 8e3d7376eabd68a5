package import JSON

/// A place in the queue of a station. Positions are counted from 1.
package enum QueuePlaceField: Sendable, Hashable, CaseIterable {
    case userID, position, status, joinedAt, heldUntil
}

/// Who waits at a station for its next free connector; see ``SeatKeeper``.
package enum StationQueue {
    /// Places at one station.
    package static let limit = 20
}

package protocol QueueReading: Sendable {
    /// First come, first served. Whose they are the API tells those alone who see the person.
    func queues(
        ofStations stations: [StationID], fields: Set<QueuePlaceField>, viewer: Viewer
    ) async throws -> RowLists<QueuePlaceField>
}

package protocol QueueWriting: Sendable {
    /// The viewer waits there from now on; whoever does already keeps the place.
    ///
    /// - Throws: ``ChargingError`` `.notFound`, `.badInput` for who has no tag that could start there, `.conflict` where
    ///   nobody has to wait or nobody may, `.limitExceeded`.
    func joinQueue(of station: StationID, viewer: Viewer) async throws
    /// - Throws: ``ChargingError`` `.notFound` for who does not wait there.
    func leaveQueue(of station: StationID, viewer: Viewer) async throws
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
    /// same commit.
    func serveQueues() async throws
}
