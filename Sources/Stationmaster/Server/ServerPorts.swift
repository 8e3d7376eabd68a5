import Charging
import ChargingAPI
import ChargingStore
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle
import WebSockets

/// What listens: the portal, GraphQL, files and chargers on one port, the operators' pages on another.
struct ServerPorts {
    let settings: Settings
    let stores: ServerStores
    let domain: ServerDomain
    let api: ServerAPI
    let resources: Resources
    let faults = FaultSwitch()
    let logger: Logger

    func main(announcing demo: Demo?) -> some Service {
        let graphQL = api.service
        let gate = UpgradeGate(
            registry: domain.registry,
            makeGraphQLHandler: { connection, token in
                GraphQLSocket(session: GraphQLSession(connection: connection, service: graphQL, upgradeToken: token))
            },
            pingInterval: settings.pingInterval,
            compression: settings.compressesOCPP ? MessageCompression() : nil, faults: faults)
        let router = Router(context: APIRequestContext.self)
        router.add(middleware: GraphQLHTTP(service: graphQL))
        PortalRoutes(resources: resources, logger: logger).addRoutes(to: router)
        addFiles(to: router)
        return Application(
            responder: router.buildResponder(),
            server: HTTPServerBuilder { HTTPWebSocketChannel(responder: $0, gate: gate.decide) },
            configuration: ApplicationConfiguration(
                address: .hostname(settings.httpHost, port: settings.httpPort), serverName: "Stationmaster",
                backlog: 4_096),
            onServerRunning: { channel in Announcement(settings, demo).print(port: channel.localAddress?.port) },
            logger: logger.quieted())
    }

    private func addFiles(to router: Router<APIRequestContext>) {
        let transfers = TransferGate()
        let least = settings.recording.leastFreeBytes
        FileRoutes(
            records: stores.fileRecords, storage: stores.files, gate: transfers,
            uploadLimits: .init(bytes: settings.uploadLimit, leastFree: least), events: domain.events,
            viewers: api.viewers, now: { .now }, logger: logger
        ).addRoutes(to: router)
        FirmwareRoutes(
            files: FirmwareFiles(records: stores.fileRecords, storage: stores.files), gate: transfers,
            verification: OpenSSLVerification(now: { .now }),
            limits: .init(bytes: settings.firmwareLimit, leastFree: least), viewers: api.viewers, logger: logger
        ).addRoutes(to: router)
    }

    /// - Parameter services: the names of all that run, in the order of their start.
    func operators(services: [String], metrics: PrometheusMetrics) -> some Service {
        let sources = DebugSources(
            startedAt: .now, services: services, registry: domain.registry, liveStatus: domain.liveStatus,
            events: domain.events, hub: api.hub, sessions: api.directory, postgres: stores.postgres,
            writer: stores.writer, faults: faults, recorder: stores.recorder,
            recordings: RecordingStore(stores.tables))
        return Application(
            responder: OperationsPages(settings: settings, sources: sources, metrics: metrics).router()
                .buildResponder(),
            configuration: ApplicationConfiguration(address: .hostname(settings.opsHost, port: settings.opsPort)),
            logger: logger.quieted())
    }
}
