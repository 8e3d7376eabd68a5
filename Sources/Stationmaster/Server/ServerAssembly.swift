import Charging
import ChargingAPI
import ChargingStore
import Foundation
import GraphQL
import Hummingbird
import HummingbirdCore
import JSON
import Logging
import Metrics
import NIOCore
import Postgres
import PostgresServer
import ServiceLifecycle
import UnixSignals
import WebSockets

/// Where all parts meet: makes them from the settings, in the order in which they depend on each other, and runs them.
struct ServerAssembly {
    let settings: Settings
    /// How many chargers the demo has; nil: no demo.
    let demoChargers: Int?

    func run() async throws {
        let logger = Log.make(settings)
        let metrics = PrometheusMetrics()
        MetricsSystem.bootstrap(metrics)
        let resources = try Resources(configured: settings.resources)
        FileLimit.raise()
        try await Ports.checkFree(settings.httpHost, settings.httpPort, setting: "STATIONMASTER_HTTP_PORT")
        try await Ports.checkFree(settings.opsHost, settings.opsPort, setting: "STATIONMASTER_OPS_PORT")

        guard settings.hasPrivateDatabase else {
            let database = try PostgresConfiguration(url: settings.databaseURL ?? "")
            return try await serve(database, cluster: nil, metrics: metrics, resources: resources, logger: logger)
        }
        let cluster = try await PrivateCluster.start(
            PrivateCluster.Configuration(dataDirectory: settings.dataDirectory), logger: logger)
        do {
            let database = try PostgresConfiguration(url: cluster.connectionString)
            try await serve(database, cluster: cluster, metrics: metrics, resources: resources, logger: logger)
        } catch {
            try? await cluster.stop()
            throw error
        }
        try await cluster.stop()
    }

    private func serve(
        _ database: PostgresConfiguration, cluster: PrivateCluster?, metrics: PrometheusMetrics, resources: Resources,
        logger: Logger
    ) async throws {
        var database = database
        database.applicationName = "stationmaster"
        _ = try await Migrator(folder: resources.migrationsFolder.path).migrate(database, logger: logger)
        let secret = try SecretKey.load(
            from: settings.secretKeyFile
                ?? URL(filePath: cluster?.dataDirectory ?? settings.dataDirectory).appending(path: "secret.key").path,
            mayCreate: settings.secretKeyFile == nil)
        let vault = StationCredentialVault(secret)
        let preparation = Preparation(settings: settings, vault: vault, demoChargers: demoChargers)
        let demo = try await DatabaseAccess.withClient(database, logger: logger) { try await preparation.run($0) }

        // The stores.
        let postgres = PostgresClient(database, logger: logger)
        let tables = Database(postgres)
        let reading = ReadStore(tables)
        let writing = DirectoryStore(tables)
        let writer = SharedCommitWriter(tables, logger: logger)
        let partitions = MeterValuePartitions(tables, logger: logger)
        let recorder = settings.recording.isOn ? FlightRecorder() : nil
        let retention = Retention(
            tables, policy: settings.recording.retention, recorder: recorder, logger: logger)

        // The domain.
        let liveStatus = LiveStatus()
        let events = LocalEventBus()
        let registry = ChargePointRegistry(
            store: StationStore(tables), writer: writer, vault: vault, operations: writing, liveStatus: liveStatus,
            events: events, configuration: registryConfiguration, recorder: recorder, now: { .now }, logger: logger)
        let storage = FileStorage(
            folder: URL(filePath: cluster?.dataDirectory ?? settings.dataDirectory).appending(path: "files"))
        try storage.prepare()
        let fileRecords = FileStore(tables)
        let operations = StationOperations(
            registry: registry, stations: reading, sessions: reading, operations: writing, events: events,
            tools: OperationTools(
                vault: vault, pendingCredentials: writing, localLists: writing, chargingProfiles: writing,
                files: OneTimeAddresses(
                    records: fileRecords, publicURL: settings.publicURL,
                    listener: "http://\(settings.httpHost):\(settings.httpPort)"),
                reservations: writing))
        let reservationExpiry = ReservationExpiry(writing, now: { .now }, logger: logger)
        let localLists = LocalListKeeper(operations, logger: logger)
        let certificateStore = CertificateStore(tables)
        let signing = CertificateSigning(
            records: certificateStore, authority: StoredAuthority(certificateStore, secret, now: { .now }),
            operations: operations, events: events, logger: logger)

        // The API.
        let services = APIServices(
            stores: APIStores(
                stations: reading, connectors: reading, sessions: reading, tags: reading, groups: reading,
                operations: reading, stationEvents: reading, chargingProfiles: reading, files: reading,
                certificates: reading, reservations: reading, ocppMessages: reading,
                recordedFrames: RecordingStore(tables), accounts: reading, directory: writing,
                quirkProfiles: reading, quirkProfileChanges: writing),
            vault: vault, remoteControl: operations,
            firmware: FirmwareFiles(records: fileRecords, storage: storage), certificates: signing,
            liveStatus: liveStatus, events: events, stationOnboarded: { await registry.stationOnboarded($0) },
            quirkProfilesChanged: { await registry.quirkProfilesChanged(of: $0) }, now: { .now })
        let engine = try makeEngine(
            schemaText: String(contentsOf: resources.schemaFile, encoding: .utf8),
            onInternalError: { error, field in
                logger.error("a field failed", metadata: ["field": "\(field)", "error": "\(error)"])
            })
        let documents = PersistedDocuments(
            known: try settings.graphQLDocuments.map { try KnownDocuments.read(folder: $0, engine: engine) } ?? [],
            sha256: KnownDocuments.sha256)
        let nest = TaskNest()
        let hub = APISubscriptionHub { ByteBuffer(bytes: $0.bytes) }
        _ = nest.start { await hub.run() }
        let directory = SessionDirectory(accounts: reading, logger: logger)
        let viewers = ViewerCache(accounts: reading)
        let graphQL = GraphQLService(
            engine: engine, viewers: viewers, documents: documents,
            policy: settings.graphQLPolicy, traceAccess: traceAccess, hub: hub, directory: directory, nest: nest,
            makeContext: { APIContext(viewer: $0, services: services) })

        // The two ports.
        let faults = FaultSwitch()
        let gate = UpgradeGate(
            registry: registry,
            makeGraphQLHandler: { connection, token in
                GraphQLSocket(session: GraphQLSession(connection: connection, service: graphQL, upgradeToken: token))
            },
            pingInterval: settings.pingInterval,
            compression: settings.compressesOCPP ? MessageCompression() : nil, faults: faults)
        let router = Router(context: APIRequestContext.self)
        router.add(middleware: GraphQLHTTP(service: graphQL))
        PortalRoutes(resources: resources, logger: logger).addRoutes(to: router)
        let transfers = TransferGate()
        FileRoutes(
            records: fileRecords, storage: storage, gate: transfers,
            uploadLimits: .init(bytes: settings.uploadLimit), events: events, viewers: viewers, now: { .now },
            logger: logger
        ).addRoutes(to: router)
        FirmwareRoutes(
            files: FirmwareFiles(records: fileRecords, storage: storage), gate: transfers,
            verification: OpenSSLVerification(now: { .now }), limits: .init(bytes: settings.firmwareLimit),
            viewers: viewers, logger: logger
        ).addRoutes(to: router)
        let main = Application(
            responder: router.buildResponder(),
            server: HTTPServerBuilder { HTTPWebSocketChannel(responder: $0, gate: gate.decide) },
            configuration: ApplicationConfiguration(
                address: .hostname(settings.httpHost, port: settings.httpPort), serverName: "Stationmaster",
                backlog: 4_096),
            onServerRunning: { channel in Announcement(settings, demo).print(port: channel.localAddress?.port) },
            logger: logger.quieted())
        let sources = DebugSources(
            startedAt: .now, services: Self.serviceNames, registry: registry, liveStatus: liveStatus, events: events,
            hub: hub,
            sessions: directory, postgres: postgres, writer: writer, faults: faults, recorder: recorder,
            recordings: RecordingStore(tables))
        let ops = Application(
            responder: OperationsPages(settings: settings, sources: sources, metrics: metrics).router()
                .buildResponder(),
            configuration: ApplicationConfiguration(address: .hostname(settings.opsHost, port: settings.opsPort)),
            logger: logger.quieted())

        // Started in this order, stopped in the opposite one: the sockets first, the database last.
        var running: [any Service] = [
            postgres, writer, partitions, retention, UnknownTagRetention(tables, logger: logger), reservationExpiry,
            nest,
            directory, registry, localLists, signing, ops, main,
        ]
        // Stopped after the registry, so that the end of every connection is recorded.
        if let recorder {
            running.insert(recordingWriter(recorder, tables, cluster, logger), at: 4)
        }
        if let cluster { running.insert(PrivateDatabase(cluster: cluster), at: 0) }
        if let demo { running.append(DemoFleet(demo, settings: settings, logger: logger)) }
        var group = ServiceGroupConfiguration(
            services: running.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigint, .sigterm, .sighup], logger: logger.quieted())
        // A client that does not read its answer may not hold up what is behind its socket.
        group.maximumGracefulShutdownDuration = .seconds(25)
        try await ServiceGroup(configuration: group).run()
    }

    private func recordingWriter(
        _ recorder: FlightRecorder, _ tables: Database, _ cluster: PrivateCluster?, _ logger: Logger
    ) -> RecordingWriter {
        var configuration = RecordingWriter.Configuration()
        configuration.leastFreeBytes = settings.recording.leastFreeBytes
        if let folder = cluster?.dataDirectory { configuration.freeBytes = { FreeSpace.bytes(at: folder) } }
        return RecordingWriter(tables, recorder: recorder, configuration: configuration, now: { .now }, logger: logger)
    }

    /// The supervision tree as the debug page shows it, in the order of `running`.
    private static let serviceNames = [
        "PrivateDatabase", "PostgresClient", "SharedCommitWriter", "MeterValuePartitions", "Retention",
        "RecordingWriter", "UnknownTagRetention", "ReservationExpiry", "TaskNest", "SessionDirectory",
        "ChargePointRegistry", "LocalListKeeper", "CertificateSigning", "ops server", "server", "DemoFleet",
    ]

    /// The demo is there to be looked into.
    private var traceAccess: TraceAccess { demoChargers == nil ? settings.traceAccess : .everyone }

    private var registryConfiguration: RegistryConfiguration {
        var configuration = RegistryConfiguration()
        configuration.callTimeout = settings.callTimeout
        configuration.pingInterval = settings.pingInterval
        configuration.minimumSecurityProfile = settings.minimumSecurityProfile
        return configuration
    }
}

extension Logger {
    /// For the libraries: what they say at `info` is of no interest to an operator.
    func quieted() -> Logger {
        var logger = self
        if logger.logLevel == .info { logger.logLevel = .notice }
        return logger
    }
}
