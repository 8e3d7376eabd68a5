import Charging
import ChargingAPI
import ChargingStore
import Identity
import Logging

/// The charge points and what is asked of them.
struct ServerDomain {
    let vault: StationCredentialVault
    let liveStatus = LiveStatus()
    let events = LocalEventBus()
    let stations: StationStore
    let outboxes = OutboxFigures()
    let reservations: any ReservationBook
    let registry: ChargePointRegistry
    let operations: StationOperations
    let signing: CertificateSigning
    let identity: IdentityDesk
    let webhooks: SealedWebhooks

    init(_ stores: ServerStores, secret: SecretKey, settings: Settings, logger: Logger) {
        vault = StationCredentialVault(secret)
        webhooks = SealedWebhooks(secret, addresses: settings.webhooks)
        reservations = AnnouncedReservations(stores.writing, events: events)
        stations = StationStore(stores.tables)
        registry = ChargePointRegistry(
            store: stations, writer: stores.writer, vault: vault, operations: stores.writing,
            chargingProfiles: stores.writing, liveStatus: liveStatus, events: events,
            configuration: RegistryConfiguration(settings),
            recorder: stores.recorder, now: { .now }, logger: logger)
        operations = StationOperations(
            registry: registry, stations: stores.reading, sessions: stores.reading, operations: stores.writing,
            events: events,
            tools: OperationTools(
                vault: vault, pendingCredentials: stores.writing, securityAgreements: stores.writing,
                localLists: stores.writing,
                chargingProfiles: stores.writing,
                files: OneTimeAddresses(
                    records: stores.fileRecords, publicURL: settings.publicURL, listener: settings.listener),
                reservations: reservations, logbook: stores.writing))
        signing = CertificateSigning(
            records: stores.certificates,
            authority: StoredAuthority(stores.certificates, secret, now: { .now }), operations: operations,
            events: events, logger: logger)
        // Never what a request names as its host: whoever asks for a mail would choose where its link leads.
        let address = settings.publicURL ?? settings.listener ?? "http://127.0.0.1:\(settings.httpPort)"
        identity = IdentityDesk(
            store: stores.accounts, key: secret.derived, publicURL: { address }, now: { .now })
    }
}

extension RegistryConfiguration {
    fileprivate init(_ settings: Settings) {
        self.init()
        callTimeout = settings.callTimeout
        pingInterval = settings.pingInterval
        recordsTraces = settings.traceFile != nil
        minimumSecurityProfile = settings.minimumSecurityProfile
    }
}
