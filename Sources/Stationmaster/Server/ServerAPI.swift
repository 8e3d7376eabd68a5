import Charging
import ChargingAPI
import ChargingStore
import Foundation
import GraphQL
import Logging
import NIOCore

/// GraphQL over all its transports.
struct ServerAPI {
    let hub: APISubscriptionHub
    let nest = TaskNest()
    let directory: SessionDirectory
    let viewers: ViewerCache
    let service: GraphQLService

    init(
        _ stores: ServerStores, _ domain: ServerDomain, settings: Settings, traceAccess: TraceAccess,
        resources: Resources, logger: Logger
    ) throws {
        let viewers = ViewerCache(accounts: stores.reading)
        let directory = SessionDirectory(accounts: stores.reading, viewers: viewers, logger: logger)
        let services = APIServices(stores, domain, directory)
        let engine = try makeEngine(
            schemaText: String(contentsOf: resources.schemaFile, encoding: .utf8),
            onInternalError: { error, field in
                logger.error("a field failed", metadata: ["field": "\(field)", "error": "\(error)"])
            })
        let documents = PersistedDocuments(
            known: try settings.graphQLDocuments.map { try KnownDocuments.read(folder: $0, engine: engine) } ?? [],
            sha256: KnownDocuments.sha256)
        let hub = APISubscriptionHub { ByteBuffer(bytes: $0.bytes) }
        _ = nest.start { await hub.run() }
        self.hub = hub
        self.viewers = viewers
        self.directory = directory
        service = GraphQLService(
            engine: engine, viewers: viewers, documents: documents,
            policy: settings.graphQLPolicy, traceAccess: traceAccess, hub: hub, directory: directory, nest: nest,
            proxies: settings.trustedProxies,
            makeContext: { APIContext(viewer: $0, services: services, requester: $1) })
    }
}

extension APIServices {
    fileprivate convenience init(_ stores: ServerStores, _ domain: ServerDomain, _ directory: SessionDirectory) {
        let reading = stores.reading
        let registry = domain.registry
        self.init(
            stores: APIStores(
                stations: reading, connectors: reading, sessions: reading, tags: reading, groups: reading,
                operations: reading, stationEvents: reading, chargingProfiles: reading, files: reading,
                certificates: reading, reservations: reading, ocppMessages: reading,
                recordedFrames: RecordingStore(stores.tables), accounts: reading, users: reading,
                userChanges: stores.writing, ownAccounts: stores.accounts, directory: stores.writing,
                quirkProfiles: reading, quirkProfileChanges: stores.writing, statistics: reading,
                search: reading, tariffs: reading, tariffChanges: stores.writing,
                upkeep: UpkeepStores(
                    notifications: reading, notificationChanges: stores.writing, serviceRequests: reading,
                    serviceRequestChanges: stores.writing, audit: reading, secrets: stores.writing, inventory: reading,
                    inventoryChanges: stores.writing, webhooks: reading, webhookChanges: stores.writing,
                    webhookDesk: domain.webhooks, assignment: stores.writing, queues: reading,
                    queueChanges: stores.writing, pictures: reading,
                    album: PictureFiles(records: stores.fileRecords, storage: stores.files), rollouts: reading,
                    rolloutChanges: stores.writing, organizations: stores.writing,
                    sharing: stores.writing, shares: reading, groupRoles: reading,
                    groupRoleChanges: stores.writing, exportJobs: reading,
                    exportJobChanges: stores.writing),
                logbooks: reading, logbookChanges: stores.writing),
            vault: domain.vault, remoteControl: domain.operations,
            firmware: FirmwareFiles(records: stores.fileRecords, storage: stores.files),
            certificates: domain.signing, identity: domain.identity, liveStatus: domain.liveStatus,
            events: domain.events,
            stationOnboarded: { await registry.stationOnboarded($0) },
            stationRemoved: { await registry.stationRemoved($0) },
            stationsChanged: { await registry.stationsChanged($0) },
            quirkProfilesChanged: { await registry.quirkProfilesChanged(of: $0) },
            rolesChanged: { await directory.rightsChanged(of: $0) }, now: { .now })
    }
}
