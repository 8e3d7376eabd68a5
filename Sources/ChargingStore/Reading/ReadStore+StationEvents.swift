package import Charging
import Postgres

extension ReadStore: StationEventReading {
    package func stationEvents(
        _ filter: StationLogFilter, page: PageRequest, fields: Set<StationEventField>, viewer: Viewer
    ) async throws -> RowPages<StationEventField> {
        let listing = Listing<StationEventField>(
            source: "station_events r",
            conditions: [viewer.condition(on: .stationEvents)]
                + filter.conditions(station: "r.station_id", time: "r.received_at"),
            order: ListOrder(key: "r.received_at", kind: .timestamp, isDescending: true))
        return try await listing.page(page, fields: fields, in: database)
    }

    package func stationEvents(
        ofStations stations: [StationID], kinds: [StationEventKind]?, page: PageRequest,
        fields: Set<StationEventField>, viewer: Viewer
    ) async throws -> RowPages<StationEventField> {
        var conditions: [Statement] = ["r.station_id = p.id", viewer.condition(on: .stationEvents)]
        if let kinds { conditions.append("r.kind = ANY(\(kinds.map(\.rawValue)))") }
        let listing = Listing<StationEventField>(
            source: "station_events r", conditions: conditions,
            order: ListOrder(key: "r.received_at", kind: .timestamp, isDescending: true))
        return try await listing.pages(ofParents: stations.rawValues, page: page, fields: fields, in: database)
    }

    package func stationEvents(
        ids: [StationEventID], fields: Set<StationEventField>, viewer: Viewer
    ) async throws -> RowBatch<StationEventField> {
        try await rows(
            "station_events r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .stationEvents))
    }
}
