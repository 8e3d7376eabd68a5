import Charging
import ChargingAPI
import ChargingStore
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle
import WebSockets

/// What listens: the portal, GraphQL, files and chargers on one port and over TLS on a second, the operators' pages on another.
struct ServerPorts {
    let settings: Settings
    let stores: ServerStores
    let domain: ServerDomain
    let api: ServerAPI
    let resources: Resources
    /// Nil where there is no TLS.
    let secure: SecurePort?
    let spans: SpanRecorder
    let faults = FaultSwitch()
    let transfers = TransferGate()
    let logger: Logger

    /// In the order of their start.
    func front(announcing demo: Demo?) -> [(name: String, service: any Service)] {
        let router = Router(context: APIRequestContext.self)
        router.add(middleware: RequestTracing(isRecorded: settings.traceFile != nil))
        router.add(middleware: RequestIdentity(logger: logger))
        router.add(middleware: RequestFigures())
        router.add(middleware: GraphQLHTTP(service: api.service))
        PortalRoutes(resources: resources, imprint: settings.imprint, logger: logger).addRoutes(to: router)
        addFiles(to: router)
        addExports(to: router)
        addImports(to: router)
        let responder = router.buildResponder()
        let gate = gate
        let announcement = Announcement(settings, demo)
        var services: [(name: String, service: any Service)] = []
        if let secure {
            let server = HTTPServerBuilder {
                TLSChannel(responder: $0, identity: secure.identity, ledger: secure.handshakes, gate: gate.decide)
            }
            services = [
                ("TLSIdentity", secure.identity),
                (
                    "TLS server",
                    listener(responder, server, port: secure.port) { announcement.printTLS(port: $0) }
                ),
            ]
        }
        let server = HTTPServerBuilder { HTTPWebSocketChannel(responder: $0, gate: gate.decide) }
        let main = listener(responder, server, port: settings.httpPort) { announcement.print(port: $0) }
        return services + [("server", main)]
    }

    private func listener(
        _ responder: some HTTPResponder<APIRequestContext>, _ server: HTTPServerBuilder, port: Int,
        announce: @escaping @Sendable (Int) -> Void
    ) -> some Service {
        Application(
            responder: responder, server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(settings.httpHost, port: port), serverName: "Stationmaster", backlog: 4_096),
            onServerRunning: { channel in announce(channel.localAddress?.port ?? port) },
            logger: logger.quieted())
    }

    private var gate: UpgradeGate {
        let graphQL = api.service
        return UpgradeGate(
            registry: domain.registry,
            makeGraphQLHandler: { connection, token, origin in
                GraphQLSocket(
                    session: GraphQLSession(
                        connection: connection, service: graphQL, upgradeToken: token, origin: origin))
            },
            pingInterval: settings.pingInterval,
            compression: settings.compressesOCPP ? MessageCompression() : nil, proxies: settings.trustedProxies,
            certificates: secure?.certificates, faults: faults)
    }

    private func addFiles(to router: Router<APIRequestContext>) {
        let least = settings.recording.leastFreeBytes
        FileRoutes(
            records: stores.fileRecords, storage: stores.files, gate: transfers,
            uploadLimits: .init(bytes: settings.uploadLimit, leastFree: least),
            proxies: settings.trustedProxies, events: domain.events,
            viewers: api.viewers, now: { .now }, logger: logger
        ).addRoutes(to: router)
        FirmwareRoutes(
            files: FirmwareFiles(records: stores.fileRecords, storage: stores.files), gate: transfers,
            verification: OpenSSLVerification(now: { .now }),
            limits: .init(bytes: settings.firmwareLimit, leastFree: least), viewers: api.viewers,
            proxies: settings.trustedProxies, logger: logger
        ).addRoutes(to: router)
        PictureRoutes(
            pictures: PictureFiles(records: stores.fileRecords, storage: stores.files), viewers: api.viewers,
            leastFree: least, proxies: settings.trustedProxies, logger: logger
        ).addRoutes(to: router)
        ExportJobRoutes(
            jobs: stores.writing, storage: stores.files, gate: transfers, viewers: api.viewers, logger: logger
        ).addRoutes(to: router)
    }

    private func addExports(to router: Router<APIRequestContext>) {
        let workbooks = WorkbookFolder(folder: stores.folder.appending(path: "exports"))
        ExportRoutes(
            exporting: stores.reading, personal: stores.accounts, viewers: api.viewers, workbooks: workbooks,
            proxies: settings.trustedProxies, logger: logger
        ).addRoutes(to: router)
    }

    private func addImports(to router: Router<APIRequestContext>) {
        let folder = stores.folder.appending(path: "imports")
        // Nothing of an earlier run is of use to anybody.
        try? FileManager.default.removeItem(at: folder)
        ImportRoutes(
            importing: stores.writing, viewers: api.viewers, vault: domain.vault, folder: folder,
            announce: { [registry = domain.registry, live = domain.liveStatus, events = domain.events] new, changed in
                for station in new { await registry.stationOnboarded(station) }
                await registry.stationsChanged(changed)
                for station in changed {
                    events.publish(.stationChanged(live.snapshot(of: station.id) ?? StationSnapshot(station)))
                }
            }, proxies: settings.trustedProxies, logger: logger
        ).addRoutes(to: router)
    }

    private var queues: ServerQueues {
        ServerQueues(
            registry: domain.registry, stations: domain.stations, writer: stores.writer, recorder: stores.recorder,
            events: domain.events, service: api.service, postgres: stores.postgres,
            passwords: { [identity = domain.identity] in identity.passwordQueue }, transfers: transfers,
            outboxes: domain.outboxes, spans: spans)
    }

    /// - Parameter services: the names of all that run, in the order of their start.
    func operators(services: [String], metrics: PrometheusMetrics) -> some Service {
        let sources = DebugSources(
            startedAt: .now, services: services, registry: domain.registry, liveStatus: domain.liveStatus,
            events: domain.events, hub: api.hub, sessions: api.directory, postgres: stores.postgres,
            writer: stores.writer, faults: faults, recorder: stores.recorder,
            recordings: RecordingStore(stores.tables), secure: secure, queues: queues)
        return Application(
            responder: OperationsPages(settings: settings, sources: sources, metrics: metrics).router()
                .buildResponder(),
            configuration: ApplicationConfiguration(address: .hostname(settings.opsHost, port: settings.opsPort)),
            logger: logger.quieted())
    }
}
