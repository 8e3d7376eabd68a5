import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var stationChanged: FieldResolver<APIContext> {
        .subscription { field, context in
            let arguments = try await SubscriptionArguments(field, context)
            let columns = StationField.columns(of: field.selectedFields())
            let wants: @Sendable (Event) -> Bool = { event in
                guard event.tellsOfStation else { return false }
                return arguments.include(event)
            }
            let reach = try await EventReach.ofStations(context)
            return events(context, reach, checking: { try await arguments.check(context) }, where: wants) {
                event -> [StationRecords] in
                // Of a share that was made meanwhile all hear to whom it was, whatever they named.
                guard arguments.include(event), let station = event.station(in: context.services.liveStatus) else {
                    return []
                }
                return try await StationRecords.of(station, columns: columns, context).map { [$0] } ?? []
            }
        }
    }
}

extension Event {
    /// A station, or what a share shows of it and allows at it.
    fileprivate var tellsOfStation: Bool {
        if case .stationChanged = self { true } else { isOfShare }
    }

    fileprivate func station(in table: LiveStatus) -> StationSnapshot? {
        if case .stationChanged(let station) = self { return station }
        if case .shareChanged(let share) = self { return table.snapshot(of: share.station) }
        return nil
    }
}

extension StationRecords {
    /// The station as an event tells of it. What events do not carry (vendor, model …) is read when it is selected.
    fileprivate static func of(
        _ snapshot: StationSnapshot, columns: Set<StationField>, _ context: APIContext
    ) async throws -> StationRecords? {
        let rows = RowBatch<StationField>(ids: [snapshot.id.rawValue], columns: snapshot.columns)
        return try await completing(rows, live: [snapshot], columns: columns, context)
    }
}

extension StationSnapshot {
    fileprivate var columns: [StationField: Column] {
        [
            .chargePointID: .texts([chargePointID.text]), .organizationID: .integers([organizationID.rawValue]),
            .presence: .texts([presence.rawValue]), .lastSeenAt: .timestamps([lastSeenAt]),
            .ocppVersion: .texts([ocppVersion]), .status: .texts([status.rawValue]), .errorCode: .texts([errorCode]),
        ]
    }
}
