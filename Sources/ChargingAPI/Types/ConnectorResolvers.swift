import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    static var connector: ResolverGroup<APIContext> {
        var connector = ResolverGroup<APIContext>("Connector")
        connector.globalID(of: ConnectorField.self)
        connector.column("number", ConnectorField.number)
        connector["status"] = .leaf(on: ConnectorRecords.self) { connectors, _, _ in
            .strings(try connectors.batch.liveValues({ try $0.texts(.status) }, { $0.status.rawValue }))
        }
        connector["errorCode"] = .leaf(on: ConnectorRecords.self) { connectors, _, _ in
            .strings(try connectors.batch.liveValues({ try $0.texts(.errorCode) }, { $0.errorCode }))
        }
        connector.column("vendorErrorCode", ConnectorField.vendorErrorCode)
        connector.column("info", ConnectorField.info)
        connector["statusChangedAt"] = .leaf(on: ConnectorRecords.self) { connectors, _, _ in
            .timestamps(
                try connectors.batch.liveValues({ try $0.timestamps(.statusChangedAt) }, { $0.statusChangedAt }))
        }
        connector["isStale"] = .leaf(on: ConnectorRecords.self) { connectors, _, _ in
            .booleans(connectors.map { connectors, row in !(connectors.live(row)?.isStationOnline ?? false) })
        }
        connector["powerW"] = .leaf(on: ConnectorRecords.self) { connectors, _, _ in
            .numbers(connectors.map { connectors, row in connectors.live(row)?.snapshot?.powerW })
        }
        connector.column("type", ConnectorField.type)
        connector.column("ratedPowerW", ConnectorField.ratedPowerW)
        connector.column("maximumCurrentA", ConnectorField.maximumCurrentA)
        connector.column("currentKind", ConnectorField.currentKind)
        connector.column("phases", ConnectorField.phases)
        connector["station"] = reference(from: ConnectorField.stationID, to: StationField.self)
        connector["activeSession"] = atMostOne(of: ConnectorField.self) { connectors, fields, context in
            try await context.stores.sessions.activeSessions(
                ofConnectors: connectors.map(ConnectorID.init(rawValue:)), fields: fields, viewer: context.viewer)
        }
        connector["reservation"] = reservationOfConnector
        connector["states"] = statesOfConnector
        return connector
    }
}

extension ConnectorField: NodeField {
    static let nodeType = NodeType.connector
    static let loader = makeLoader()

    static func load(_ ids: [Int64], _ fields: Set<Self>, _ context: APIContext) async throws -> RowBatch<Self> {
        try await context.stores.connectors.connectors(
            ids: ids.map(ConnectorID.init(rawValue:)), fields: fields, viewer: context.viewer)
    }

    /// What the live table says of one connector.
    struct Live: Sendable {
        var isStationOnline: Bool
        /// Absent while the station, or this connector of it, is not in the table.
        var snapshot: ConnectorSnapshot?
    }

    static let columnsByName: [String: [ConnectorField]] = [
        "number": [.number], "status": [.status, .stationID, .number], "errorCode": [.errorCode, .stationID, .number],
        "statusChangedAt": [.statusChangedAt, .stationID, .number], "isStale": [.stationID, .number],
        "powerW": [.stationID, .number], "station": [.stationID],
        "vendorErrorCode": [.vendorErrorCode], "info": [.info], "type": [.type], "ratedPowerW": [.ratedPowerW],
        "maximumCurrentA": [.maximumCurrentA], "currentKind": [.currentKind], "phases": [.phases],
    ]

    static func live(of rows: RowBatch<ConnectorField>, selection: Set<String>, in table: LiveStatus) -> [Live] {
        let isLive = !selection.isDisjoint(with: ["status", "errorCode", "statusChangedAt", "isStale", "powerW"])
        guard isLive, case .integers(let stations) = rows[.stationID], case .integers(let numbers) = rows[.number]
        else {
            return []
        }
        let snapshots = table.snapshots(of: stations.map { StationID(rawValue: $0 ?? 0) })
        return zip(snapshots, numbers).map { station, number in
            let connector = number.flatMap(Int.init(exactly:)).flatMap { station?.connector($0) }
            return Live(isStationOnline: station?.presence == .online, snapshot: connector)
        }
    }
}

extension ConnectorRecords {
    fileprivate func live(_ row: Int) -> ConnectorField.Live? { live.indices.contains(row) ? live[row] : nil }

    /// The live value of each connector, or the stored one where the connector is not in the live table.
    fileprivate func liveValues<Value>(
        _ stored: (ConnectorRecords) throws -> [Value?], _ value: (ConnectorSnapshot) -> Value?
    ) throws -> [Value?] {
        guard live.count == count else { return try stored(self) }
        guard live.contains(where: { $0.snapshot == nil }) else { return live.map { $0.snapshot.flatMap(value) } }
        return zip(live, try stored(self)).map { live, stored in live.snapshot.map(value) ?? stored }
    }
}
