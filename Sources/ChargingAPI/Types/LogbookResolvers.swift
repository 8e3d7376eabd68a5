import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    static var logbookOfSession: FieldResolver<APIContext> {
        atMostOne(of: SessionField.self) { sessions, fields, context in
            try await context.stores.logbooks.logbooks(
                ofSessions: sessions.map(SessionID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
    }

    static var logbookEntriesOfSession: FieldResolver<APIContext> {
        pages(of: SessionField.self, as: .logbookEntries) { sessions, page, fields, _, context in
            try await context.stores.logbooks.logbookEntries(
                ofSessions: sessions.map(SessionID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
    }

    static var logbookEntriesOfStation: FieldResolver<APIContext> {
        pages(of: StationField.self, as: .logbookEntries) { stations, page, fields, _, context in
            try await context.stores.logbooks.logbookEntries(
                ofStations: stations.map(StationID.init(rawValue:)), page: page, fields: fields, viewer: context.viewer)
        }
    }

    static var logbooks: [ResolverGroup<APIContext>] { [logbookEntry, armLogbookPayload] }

    private static var logbookEntry: ResolverGroup<APIContext> {
        var entry = ResolverGroup<APIContext>("LogbookEntry")
        entry["session"] = reference(from: LogbookEntryField.sessionID, to: SessionField.self)
        entry.column("mileageKm", LogbookEntryField.mileageKm)
        entry.column("vehicleId", LogbookEntryField.vehicleID)
        entry.column("wasMadeBefore", LogbookEntryField.wasArmed)
        entry.column("isCurrent", LogbookEntryField.isCurrent)
        entry.column("enteredAt", LogbookEntryField.enteredAt)
        entry["enteredBy"] = reference(from: LogbookEntryField.enteredBy, to: UserField.self)
        return entry
    }
}

extension LogbookEntryField: APIField {
    static let columnsByName: [String: [LogbookEntryField]] = [
        "session": [.sessionID], "mileageKm": [.mileageKm], "vehicleId": [.vehicleID], "wasMadeBefore": [.wasArmed],
        "isCurrent": [.isCurrent], "enteredAt": [.enteredAt], "enteredBy": [.enteredBy],
    ]
}
