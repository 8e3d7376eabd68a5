import Charging
import ChargingStore
import GraphQL
import JSON
import Postgres

/// Where the debug pages, health checks and gauges take what they show from.
struct DebugSources: Sendable {
    let startedAt: Timestamp
    /// Names in the order of the start; they are stopped in the opposite one.
    let services: [String]
    let registry: ChargePointRegistry
    let liveStatus: LiveStatus
    let events: LocalEventBus
    let hub: APISubscriptionHub
    let sessions: SessionDirectory
    let postgres: PostgresClient
    let writer: SharedCommitWriter
    let faults: FaultSwitch
    let recorder: FlightRecorder?
    let recordings: RecordingStore
    let secure: SecurePort?
    let queues: ServerQueues

    var isReady: Bool { postgres.isConnected && registry.isReady }
    var unreadiness: String { postgres.isConnected ? "the registry is loading" : "the database is away" }

    func overview(offset: Int, limit: Int) async -> JSONValue {
        let records = await registry.records().sorted { $0.chargePointID.text < $1.chargePointID.text }
        let page = records.dropFirst(offset).prefix(limit)
        return [
            "startedAt": .string(startedAt.description),
            "services": .array(services.map(JSONValue.string)),
            "registry": [
                "records": .integer(Int64(records.count)),
                "connected": .integer(Int64(records.count { $0.connectedAt != nil })),
                "failures": .integer(Int64(records.reduce(0) { $0 + $1.failures })),
            ],
            "writer": ["waitingReports": .integer(Int64(writer.waitingReports))],
            "flightRecorder": recorder.map {
                [
                    "isPaused": .bool($0.isPaused), "missedEntries": .integer(Int64(clamping: $0.missedCount)),
                    "lostRounds": .integer(Int64(clamping: $0.lossCount)),
                ]
            } ?? .null,
            "postgres": postgres.status.json,
            "eventBus": ["subscribers": .integer(Int64(events.subscriberCount))],
            "subscriptions": [
                "sources": .integer(Int64(hub.sourceCount)), "subscribers": .integer(Int64(hub.subscriberCount)),
                "sessions": .integer(Int64(sessions.count)),
            ],
            "tls": secure?.json ?? .null,
            "unknownIds": .array(
                liveStatus.connections.unknownIDs(at: .now).prefix(50).map {
                    ["id": .string($0.id), "refusal": $0.refusal.json]
                }),
            "offset": .integer(Int64(offset)),
            "actors": .array(page.map { $0.json() }),
        ]
    }

    func actor(_ id: ChargePointID) async -> JSONValue? {
        guard case .object(var actor)? = await registry.record(id)?.json() else { return nil }
        actor["faults"] = faults.shown(id)
        return .object(actor)
    }

    /// The same as it was at a past moment, out of the flight recorder.
    func actor(_ id: ChargePointID, at time: Timestamp) async throws -> JSONValue? {
        guard let station = try await recordings.station(id) else { return nil }
        return try await ReplaySession(recordings, station: station).json(at: time)
    }

    func figures() -> [PulledFigure] {
        (gauges() + ProcessUsage.current().gauges).map { PulledFigure(name: $0.name, value: $0.value) }
            + queues.figures()
    }

    private func gauges() -> [(name: String, value: Double)] {
        let snapshots = liveStatus.all()
        let tls = secure.map { [("stationmaster_tls_certificate_valid_seconds", $0.validSeconds)] } ?? []
        return tls + [
            ("stationmaster_stations", Double(snapshots.count)),
            ("stationmaster_stations_online", Double(snapshots.count { $0.presence == .online })),
            (
                "stationmaster_connectors_charging",
                Double(snapshots.reduce(0) { $0 + $1.connectors.count { $0.status == .charging } })
            ),
            ("stationmaster_event_subscribers", Double(events.subscriberCount)),
            ("stationmaster_subscription_sources", Double(hub.sourceCount)),
            ("stationmaster_subscription_subscribers", Double(hub.subscriberCount)),
            ("stationmaster_graphql_sessions", Double(sessions.count)),
            ("stationmaster_database_connected", postgres.isConnected ? 1 : 0),
        ]
    }
}

extension PostgresStatus {
    fileprivate var json: JSONValue {
        [
            "isConnected": .bool(isConnected), "shared": .string("\(sharedConnected) of \(sharedLimit)"),
            "exclusive": .string("\(exclusiveLeased) leased, \(exclusiveOpen) open of \(exclusiveLimit)"),
            "waiting": .integer(Int64(waiting)), "inFlight": .integer(Int64(inFlight)),
            "waitingForExclusive": .integer(Int64(waitingForExclusive)),
            "lostConnections": .integer(Int64(lostConnections)),
            "lastConnectError": .text(lastConnectError),
        ]
    }
}
