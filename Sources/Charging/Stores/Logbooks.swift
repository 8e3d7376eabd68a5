package import JSON

/// What becomes of a card that is tapped at a station with a logbook before an entry was made.
package enum LogbookRule: String, Sendable, CaseIterable {
    case refuse = "REFUSE"
    /// The session is marked until somebody makes the entry.
    case askLater = "ASK_LATER"
}

package enum LogbookStatus: String, Sendable, CaseIterable {
    case notNeeded = "NOT_NEEDED"
    case missing = "MISSING"
    case complete = "COMPLETE"
}

/// Which vehicle, at which mileage.
package struct VehicleEntry: Sendable, Hashable {
    package static let highestMileageKm: Int64 = 9_999_999
    package static let longestVehicleID = 50

    package var mileageKm: Int
    package var vehicleID: String

    package init(mileageKm: Int, vehicleID: String) {
        self.mileageKm = mileageKm
        self.vehicleID = vehicleID
    }
}

/// An entry made before the start, for the next one with a tag at that station.
package struct LogbookArming: Sendable, Hashable {
    /// How long it waits for its start.
    package static let duration = Duration.seconds(15 * 60)

    package var station: StationID
    /// Nil: any tag of the person who makes it.
    package var tag: TagID?
    package var entry: VehicleEntry

    package init(station: StationID, tag: TagID?, entry: VehicleEntry) {
        self.station = station
        self.tag = tag
        self.entry = entry
    }
}

package enum LogbookEntryField: Sendable, Hashable, CaseIterable {
    case sessionID, mileageKm, vehicleID, wasArmed, isCurrent, enteredAt, enteredBy
}

package protocol LogbookReading: Sendable {
    /// At most one for each session: the entry that holds.
    func logbooks(
        ofSessions sessions: [SessionID], fields: Set<LogbookEntryField>, viewer: Viewer
    ) async throws -> RowLists<LogbookEntryField>
    /// Also those that were corrected; newest first, one page per session.
    func logbookEntries(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<LogbookEntryField>, viewer: Viewer
    ) async throws -> RowPages<LogbookEntryField>
    /// Those that hold; newest first, one page per station.
    func logbookEntries(
        ofStations stations: [StationID], page: PageRequest, fields: Set<LogbookEntryField>, viewer: Viewer
    ) async throws -> RowPages<LogbookEntryField>
}

package protocol LogbookWriting: Sendable {
    /// An earlier one of the same person or tag there makes way.
    ///
    /// - Returns: until when it waits.
    /// - Throws: ``ChargingError`` `.notFound` for a station or a tag out of reach, `.conflict` where the station has no logbook,
    ///   `.forbidden` for a credential that may only read.
    func arm(_ arming: LogbookArming, at now: Timestamp, viewer: Viewer) async throws -> Timestamp
    /// Adds to what was entered for the session; what was there is kept.
    ///
    /// - Throws: `.notFound` for a session out of reach, `.conflict` for one that was refused, `.forbidden`.
    func enter(_ entry: VehicleEntry, for session: SessionID, viewer: Viewer) async throws
}

/// What a remote start asks before it is sent.
package protocol LogbookGate: Sendable {
    /// Whether a start with this tag is refused there, since no entry was made.
    func refusesStart(of idTag: String, at station: StationID, now: Timestamp) async throws -> Bool
}
