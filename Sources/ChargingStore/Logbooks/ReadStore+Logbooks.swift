package import Charging
import Postgres

extension LogbookEntryField: StoredField {
    var column: StoredColumn {
        switch self {
        case .sessionID: .integer("r.session_id")
        case .mileageKm: .integer("r.mileage_km")
        case .vehicleID: .text("r.vehicle_id")
        case .wasArmed: .boolean("r.was_armed")
        case .isCurrent: .boolean(LogbookColumns.holds)
        case .enteredAt: .timestamp("r.entered_at")
        case .enteredBy: .integer("r.entered_by")
        }
    }
}

enum LogbookColumns {
    static let holds: SQL =
        "NOT EXISTS (SELECT FROM logbook_entries n WHERE n.session_id = r.session_id AND n.id > r.id)"

    /// Of the session `r`.
    static let status: SQL = """
        CASE WHEN EXISTS (SELECT FROM logbook_entries l WHERE l.session_id = r.id) THEN 'COMPLETE'
            WHEN r.needs_logbook THEN 'MISSING' ELSE 'NOT_NEEDED' END
        """
}

extension ReadStore: LogbookReading {
    package func logbooks(
        ofSessions sessions: [SessionID], fields: Set<LogbookEntryField>, viewer: Viewer
    ) async throws -> RowLists<LogbookEntryField> {
        try await lists(
            ofParents: sessions.rawValues, by: "r.session_id", from: "logbook_entries r",
            reach: "\(LogbookColumns.holds) AND \(viewer.condition(on: .logbookEntries))", order: "r.id", fields: fields
        )
    }

    package func logbookEntries(
        ofSessions sessions: [SessionID], page: PageRequest, fields: Set<LogbookEntryField>, viewer: Viewer
    ) async throws -> RowPages<LogbookEntryField> {
        try await newestFirst(["r.session_id = p.id", viewer.condition(on: .logbookEntries)])
            .pages(ofParents: sessions.rawValues, page: page, fields: fields, in: database)
    }

    package func logbookEntries(
        ofStations stations: [StationID], page: PageRequest, fields: Set<LogbookEntryField>, viewer: Viewer
    ) async throws -> RowPages<LogbookEntryField> {
        try await newestFirst([
            "r.station_id = p.id", Statement(LogbookColumns.holds), viewer.condition(on: .logbookEntries),
        ]).pages(ofParents: stations.rawValues, page: page, fields: fields, in: database)
    }

    private func newestFirst(_ conditions: [Statement]) -> Listing<LogbookEntryField> {
        Listing(
            source: "logbook_entries r", conditions: conditions,
            order: ListOrder(key: "r.id", kind: .integer, isDescending: true))
    }
}
