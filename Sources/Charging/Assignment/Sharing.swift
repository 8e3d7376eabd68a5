package import JSON

package struct ShareID: RowIdentifier {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

package struct NewShare: Sendable, Hashable {
    package enum Borrower: Sendable, Hashable {
        /// By its name.
        case organization(String)
        /// By the e-mail address.
        case person(String)
    }

    /// How often one station may be lent at the same time.
    package static let limit = 100

    package var station: StationID
    package var borrower: Borrower
    package var level: ShareLevel
    package var endsAt: Timestamp?

    package init(station: StationID, borrower: Borrower, level: ShareLevel, endsAt: Timestamp?) {
        self.station = station
        self.borrower = borrower
        self.level = level
        self.endsAt = endsAt
    }
}

package struct ShareChange: Sendable, Hashable {
    package var id: ShareID
    package var level: ShareLevel?
    package var endsAt: Change<Timestamp?>

    package init(id: ShareID, level: ShareLevel?, endsAt: Change<Timestamp?>) {
        self.id = id
        self.level = level
        self.endsAt = endsAt
    }
}

/// Which share was made, changed or ended, for those who hear of stations.
package struct ChangedShare: Sendable, Hashable {
    package var id: ShareID
    package var station: StationID
    package var owner: OrganizationID
    package var borrower: OrganizationID

    package init(id: ShareID, station: StationID, owner: OrganizationID, borrower: OrganizationID) {
        self.id = id
        self.station = station
        self.owner = owner
        self.borrower = borrower
    }
}

package protocol StationSharing: Sendable {
    /// - Throws: ``ChargingError`` `.forbidden`; `.notFound` for a station out of reach or a borrower that does not exist;
    ///   `.conflict` where it is lent to that borrower; `.limitExceeded` where it is lent to too many.
    func share(_ share: NewShare, viewer: Viewer) async throws -> ChangedShare
    /// - Throws: ``ChargingError`` `.forbidden`, or `.notFound` for one out of reach, or that has ended.
    func updateShare(_ change: ShareChange, viewer: Viewer) async throws -> ChangedShare
    /// At once. - Throws: ``ChargingError`` `.forbidden`, or `.notFound` for one out of reach, or that has ended.
    func endShare(_ share: ShareID, viewer: Viewer) async throws -> ChangedShare
}

package enum ShareField: Sendable, Hashable, CaseIterable {
    case level, endsAt, endedAt, createdAt, stationID, organizationName, userEmail
}

/// Shares are shown to those alone whose the station is, and not to drivers.
package protocol ShareReading: Sendable {
    func shares(ids: [ShareID], fields: Set<ShareField>, viewer: Viewer) async throws -> RowBatch<ShareField>
    /// Those in force.
    func shares(
        ofStations stations: [StationID], fields: Set<ShareField>, viewer: Viewer
    ) async throws -> RowLists<ShareField>
    /// The stations that are lent to the viewer.
    func borrowedStations(viewer: Viewer) async throws -> [StationID]
}
