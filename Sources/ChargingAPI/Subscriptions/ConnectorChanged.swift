import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var connectorChanged: FieldResolver<APIContext> {
        .subscription { field, context in
            let arguments = try await SubscriptionArguments(field, context)
            let columns = ConnectorField.columns(of: field.selectedFields())
            let wants: @Sendable (Event) -> Bool = { event in
                guard case .connectorChanged = event else { return false }
                return arguments.include(event)
            }
            let reach = try await EventReach.ofStations(context)
            return events(context, reach, checking: { try await arguments.check(context) }, where: wants) {
                event -> [ConnectorRecords] in
                guard case .connectorChanged(let connector, let station) = event else { return [] }
                return try await ConnectorRecords.of(connector, of: station, columns: columns, context).map { [$0] }
                    ?? []
            }
        }
    }
}

extension ConnectorRecords {
    /// The connector as an event tells of it, nil until its row is committed. What events do not carry (what it is made for,
    /// the maker's own error …) is read when it is selected.
    fileprivate static func of(
        _ connector: ConnectorSnapshot, of station: StationSnapshot, columns: Set<ConnectorField>, _ context: APIContext
    ) async throws -> ConnectorRecords? {
        guard let id = connector.id else { return nil }
        let rows = RowBatch<ConnectorField>(
            ids: [id.rawValue],
            columns: [
                .stationID: .integers([station.id.rawValue]), .number: .integers([Int64(connector.number)]),
                .status: .texts([connector.status.rawValue]), .errorCode: .texts([connector.errorCode]),
                .statusChangedAt: .timestamps([connector.statusChangedAt]),
            ])
        let live = ConnectorField.Live(isStationOnline: station.presence == .online, snapshot: connector)
        return try await completing(rows, live: [live], columns: columns, context)
    }
}
