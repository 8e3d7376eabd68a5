import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var connectorChanged: FieldResolver<APIContext> {
        .subscription { field, context in
            let arguments = try await SubscriptionArguments(field, context)
            let wants: @Sendable (Event) -> Bool = { event in
                guard case .connectorChanged = event else { return false }
                return arguments.include(event)
            }
            let reach = try await EventReach.ofStations(context)
            return events(context, reach, checking: { try await arguments.check(context) }, where: wants) {
                event -> [ConnectorRecords] in
                guard case .connectorChanged(let connector, let station) = event else { return [] }
                return ConnectorRecords(connector, of: station).map { [$0] } ?? []
            }
        }
    }
}

extension ConnectorRecords {
    /// Nil until the connector's row is committed.
    fileprivate init?(_ connector: ConnectorSnapshot, of station: StationSnapshot) {
        guard let id = connector.id else { return nil }
        let rows = RowBatch<ConnectorField>(
            ids: [id.rawValue],
            columns: [
                .stationID: .integers([station.id.rawValue]), .number: .integers([Int64(connector.number)]),
                .status: .texts([connector.status.rawValue]), .errorCode: .texts([connector.errorCode]),
                .statusChangedAt: .timestamps([connector.statusChangedAt]),
            ])
        let live = ConnectorField.Live(isStationOnline: station.presence == .online, snapshot: connector)
        self.init(rows, live: [live])
    }
}
