package import JSON

package struct QueuePlaceID: RowIdentifier {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A connector that is held for somebody in a queue, as its station is to be asked to hold it.
package struct SeatHold: Sendable, Hashable {
    package var place: QueuePlaceID
    package var station: StationID
    package var organization: OrganizationID
    package var connector: Int
    package var idTag: String
    package var until: Timestamp

    package init(
        place: QueuePlaceID, station: StationID, organization: OrganizationID, connector: Int, idTag: String,
        until: Timestamp
    ) {
        self.place = place
        self.station = station
        self.organization = organization
        self.connector = connector
        self.idTag = idTag
        self.until = until
    }
}

/// Where a connector is held for somebody whose turn it is.
package enum ChargerHold: String, Sendable, CaseIterable {
    /// The station is being asked, or was asked and has not answered.
    case asked = "ASKED"
    case held = "HELD"
    /// By what we answer to the tags of others.
    case booksOnly = "BOOKS_ONLY"
}
