import Charging
import ChargingAPI
import ChargingStore
import Foundation
import Identity
import Logging
import Mail
import Metrics
import Postgres
import PostgresServer
import ServiceLifecycle
import Tracing
import UnixSignals
import Webhooks

/// Where all parts meet: makes them from the settings, in the order in which they depend on each other, and runs them.
struct ServerAssembly {
    let settings: Settings
    /// How many chargers the demo has; nil: no demo.
    let demoChargers: Int?

    func run() async throws {
        let logger = Log.make(settings)
        let metrics = PrometheusMetrics()
        MetricsSystem.bootstrap(metrics)
        let spans = SpanRecorder()
        if settings.traceFile != nil { InstrumentationSystem.bootstrap(spans) }
        let resources = try Resources(configured: settings.resources)
        FileLimit.raise()
        try await Ports.checkFree(settings.httpHost, settings.httpPort, setting: "STATIONMASTER_HTTP_PORT")
        try await Ports.checkFree(settings.opsHost, settings.opsPort, setting: "STATIONMASTER_OPS_PORT")
        if let tls = settings.tls {
            try await Ports.checkFree(settings.httpHost, tls.port, setting: "STATIONMASTER_TLS_PORT")
            // Before anything is started.
            _ = try await BlockingWork.run { try TLSMaterial.read(tls, trusting: nil) }
        }

        guard settings.hasPrivateDatabase else {
            let database = try PostgresConfiguration(url: settings.databaseURL ?? "")
            return try await serve(
                database, cluster: nil, metrics: metrics, spans: spans, resources: resources, logger: logger)
        }
        let cluster = try await PrivateCluster.start(
            PrivateCluster.Configuration(dataDirectory: settings.dataDirectory), logger: logger)
        do {
            let database = try PostgresConfiguration(url: cluster.connectionString)
            try await serve(
                database, cluster: cluster, metrics: metrics, spans: spans, resources: resources, logger: logger)
        } catch {
            try? await cluster.stop()
            throw error
        }
        try await cluster.stop()
    }

    private func serve(
        _ database: PostgresConfiguration, cluster: PrivateCluster?, metrics: PrometheusMetrics, spans: SpanRecorder,
        resources: Resources, logger: Logger
    ) async throws {
        var database = database
        database.applicationName = "stationmaster"
        _ = try await Migrator(folder: resources.migrationsFolder.path).migrate(database, logger: logger)
        let folder = URL(filePath: cluster?.dataDirectory ?? settings.dataDirectory)
        let secret = try SecretKey.load(
            from: settings.secretKeyFile ?? folder.appending(path: "secret.key").path,
            mayCreate: settings.secretKeyFile == nil)
        let preparation = Preparation(settings: settings, secret: secret, demoChargers: demoChargers)
        let prepared = try await DatabaseAccess.withClient(database, logger: logger) { try await preparation.run($0) }

        let stores = try ServerStores(database, folder: folder, settings: settings, logger: logger)
        let domain = ServerDomain(stores, secret: secret, settings: settings, logger: logger)
        let api = try ServerAPI(
            stores, domain, settings: settings, traceAccess: traceAccess, resources: resources, logger: logger)
        let ports = ServerPorts(
            settings: settings, stores: stores, domain: domain, api: api, resources: resources,
            secure: try await securePort(prepared, logger), spans: spans, logger: logger)

        var running = services(stores, domain, api, cluster, logger)
        if let path = settings.traceFile {
            running.append(("SpanFile", SpanFile(recorder: spans, path: path, logger: logger)))
        }
        running += mailing(stores, domain, IdentityDesk.mailCipher(secret.derived), folder: folder, logger)
        var front = ports.front(announcing: prepared.demo)
        if let demo = prepared.demo {
            front.append(
                (
                    "DemoFleet",
                    DemoFleet(DemoScenery(demo: demo, service: api.service), settings: settings, logger: logger)
                ))
        }
        let names = running.map(\.name) + ["ops server"] + front.map(\.name)
        running.append(("ops server", ports.operators(services: names, metrics: metrics)))
        running += front
        var group = ServiceGroupConfiguration(
            services: running.map { .init(service: $0.service, successTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigint, .sigterm, .sighup], logger: logger.quieted())
        // A client that does not read its answer may not hold up what is behind its socket.
        group.maximumGracefulShutdownDuration = .seconds(25)
        try await ServiceGroup(configuration: group).run()
    }

    private func securePort(_ prepared: Preparation.Prepared, _ logger: Logger) async throws -> SecurePort? {
        guard let tls = settings.tls else { return nil }
        return try await SecurePort(
            tls, trusting: prepared.authority, proxies: settings.trustedProxies, logger: logger)
    }

    /// What runs behind the ports: started in this order, stopped in the opposite one, the database last.
    private func services(
        _ stores: ServerStores, _ domain: ServerDomain, _ api: ServerAPI, _ cluster: PrivateCluster?, _ logger: Logger
    ) -> [(name: String, service: any Service)] {
        var services: [(name: String, service: any Service)] = []
        if let cluster { services.append(("PrivateDatabase", PrivateDatabase(cluster: cluster))) }
        services += [
            ("PostgresClient", stores.postgres),
            ("SharedCommitWriter", stores.writer),
            ("MeterValuePartitions", MeterValuePartitions(stores.tables, logger: logger)),
            (
                "Retention",
                Retention(
                    stores.tables, policy: settings.recording.retention, recorder: stores.recorder, logger: logger)
            ),
            ("FileUpkeep", FileUpkeep(stores, settings, logger)),
            ("ExportRunner", ExportRunner(stores, domain.events, settings, logger)),
        ]
        // Stopped after the registry, so that the end of every connection is recorded.
        if let recorder = stores.recorder {
            services.append(("RecordingWriter", recordingWriter(recorder, stores.tables, cluster, logger)))
        }
        services += [
            ("ReservationExpiry", ReservationExpiry(domain.reservations, now: { .now }, logger: logger)),
            ("TaskNest", api.nest),
            ("SessionDirectory", api.directory),
            ("ChargePointRegistry", domain.registry),
            (
                "GuestReservationKeeper",
                GuestReservationKeeper(domain.operations, lost: stores.writing, logger: logger)
            ),
            ("LocalListKeeper", LocalListKeeper(domain.operations, logger: logger)),
            ("RolloutKeeper", rollouts(stores, domain, logger)),
            (
                "SeatKeeper",
                SeatKeeper(domain.operations, book: stores.writing, events: domain.events, logger: logger)
            ),
            ("CertificateSigning", domain.signing),
        ]
        return services
    }

    private func rollouts(_ stores: ServerStores, _ domain: ServerDomain, _ logger: Logger) -> RolloutKeeper {
        RolloutKeeper(domain.operations, book: stores.writing, events: domain.events, logger: logger) {
            GlobalID(.firmwareImage, $0.rawValue).text
        }
    }

    /// What tells people of what happened, and what takes their mails, and what other systems are told, out.
    private func mailing(
        _ stores: ServerStores, _ domain: ServerDomain, _ cipher: TextCipher, folder: URL, _ logger: Logger
    ) -> [(name: String, service: any Service)] {
        let transport: any MailTransport =
            settings.smtpURL.flatMap { SMTPTransport(url: $0, sender: settings.mailFrom) }
            ?? MailFolder(folder.appending(path: "mails"), sender: settings.mailFrom)
        let outbox = MailOutbox(stores.tables)
        let keeper = NotificationKeeper(
            NotificationStore(stores.tables), evidence: domain.liveStatus.connections, events: domain.events,
            seal: { try cipher.encrypt($0) }, logger: logger)
        return [
            ("NotificationKeeper", keeper),
            (
                "MailDispatch",
                MailDispatch(
                    backlog: outbox, transport: transport, cipher: cipher, outboxes: domain.outboxes, logger: logger)
            ),
            ("WebhookDispatch", webhooks(stores, domain, logger)),
        ]
    }

    private func webhooks(_ stores: ServerStores, _ domain: ServerDomain, _ logger: Logger) -> WebhookDispatch {
        let addresses = settings.webhooks
        let transport = CurlTransport(allowsHTTP: addresses.allowsHTTP) { addresses.allows($0) }
        return WebhookDispatch(
            backlog: WebhookOutbox(stores.tables), transport: transport, desk: domain.webhooks,
            outboxes: domain.outboxes, logger: logger, now: { .now })
    }

    private func recordingWriter(
        _ recorder: FlightRecorder, _ tables: Database, _ cluster: PrivateCluster?, _ logger: Logger
    ) -> RecordingWriter {
        var configuration = RecordingWriter.Configuration()
        configuration.leastFreeBytes = settings.recording.leastFreeBytes
        if let folder = cluster?.dataDirectory { configuration.freeBytes = { FreeSpace.bytes(at: folder) } }
        return RecordingWriter(tables, recorder: recorder, configuration: configuration, now: { .now }, logger: logger)
    }

    /// The demo is there to be looked into.
    private var traceAccess: TraceAccess { demoChargers == nil ? settings.traceAccess : .everyone }
}

extension FileUpkeep {
    fileprivate init(_ stores: ServerStores, _ settings: Settings, _ logger: Logger) {
        self.init(
            references: stores.fileRecords, storage: stores.files, keep: settings.keepUploads, now: { .now },
            logger: logger)
    }
}

extension ExportRunner {
    fileprivate init(_ stores: ServerStores, _ events: any EventBus, _ settings: Settings, _ logger: Logger) {
        self.init(
            jobs: stores.writing, exporting: stores.reading, accounts: stores.reading, storage: stores.files,
            workbooks: WorkbookFolder(folder: stores.folder.appending(path: "export-jobs")), events: events,
            limits: Limits(leastFree: settings.recording.leastFreeBytes), logger: logger)
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
