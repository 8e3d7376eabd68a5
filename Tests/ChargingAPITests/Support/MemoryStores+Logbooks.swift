import Charging
import JSON

/// One entry of each session; changes are tested on the database.
extension MemoryStores: LogbookReading {
    private static func entries(
        _ world: MemoryWorld, _ viewer: Viewer, where isMeant: (MemoryRow<SessionField>) -> Bool
    ) -> [MemoryRow<LogbookEntryField>] {
        world.sessions.filter { $0.isVisible(to: viewer) && isMeant($0) }.map { row in
            MemoryRow(
                id: row.id, organization: row.organization,
                values: [
                    .sessionID: .integer(row.id), .mileageKm: .integer(42), .vehicleID: .text(row.text(.idTag)),
                    .wasArmed: .boolean(true), .isCurrent: .boolean(true), .enteredAt: .time(MemoryWorld.start),
                    .enteredBy: .integer(row.organization * 100 + 5),
                ])
        }
    }

    func logbooks(
        ofSessions sessions: [SessionID], fields: Set<LogbookEntryField>, viewer: Viewer
    ) async throws -> RowLists<LogbookEntryField> {
        try call("logbooks(ofSessions)", fields) { world in
            RowLists(
                sessions.map { id in Self.entries(world, viewer) { $0.id == id.rawValue } }, fields: fields)
        }
    }

    func logbookEntries(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<LogbookEntryField>, viewer: Viewer
    ) async throws -> RowPages<LogbookEntryField> {
        try call("logbookEntries(ofSessions)", fields) { world in
            let parents = sessions.map { id in Self.entries(world, viewer) { $0.id == id.rawValue } }
            return RowPages(parents, page: page, fields: fields) { .integer($0.id) }
        }
    }

    func logbookEntries(
        ofStations stations: [StationID], page: PageRequest, fields: Set<LogbookEntryField>, viewer: Viewer
    ) async throws -> RowPages<LogbookEntryField> {
        try call("logbookEntries(ofStations)", fields) { world in
            let parents = stations.map { id in
                Self.entries(world, viewer) { $0.integer(.stationID) == id.rawValue }
            }
            return RowPages(parents, page: page, fields: fields) { .integer($0.id) }
        }
    }
}

extension MemoryStores: LogbookWriting {
    func arm(_ arming: LogbookArming, at now: Timestamp, viewer: Viewer) async throws -> Timestamp {
        throw ChargingError(.unavailable, "nothing is entered in memory")
    }

    func enter(_ entry: VehicleEntry, for session: SessionID, viewer: Viewer) async throws {
        throw ChargingError(.unavailable, "nothing is entered in memory")
    }
}
