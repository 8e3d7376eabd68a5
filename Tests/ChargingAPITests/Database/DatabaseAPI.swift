import Charging
import ChargingAPI
import ChargingStore
import GraphQL
import JSON
import Postgres
import Testing
import TestSupport

/// The API over PostgreSQL, with the statements that it sends.
struct DatabaseAPI: Sendable {
    let engine: Engine<APIContext>
    let services: APIServices
    let statements: Recorder<String>
    /// The same with their parameters.
    let sent: Recorder<Statement>
    let client: PostgresClient

    /// - Parameter stations: how many each of the two organizations has.
    /// - Parameter more: what to fill the database with besides.
    /// - Parameter events: what subscriptions hear from.
    static func with(
        stations: Int, limits: Limits = Limits(), more: [Statement] = [], events: any EventBus = LocalEventBus(),
        _ body: (DatabaseAPI) async throws -> Void
    ) async throws {
        try await TestDatabase.withMigrated(configure: { $0.statementTimeout = .seconds(120) }) { client, _ in
            for statement in SeedData.statements(stations: stations) + more {
                _ = try await client.query(statement, deadline: .seconds(300))
            }
            try await body(try DatabaseAPI(client, limits, events))
        }
    }

    private init(_ client: PostgresClient, _ limits: Limits, _ events: any EventBus) throws {
        let statements = Recorder<String>()
        let sent = Recorder<Statement>()
        let database = Database(client) { statement in
            statements.add(statement.text)
            sent.add(statement)
        }
        let reading = ReadStore(database)
        engine = try makeEngine(schemaText: try TestAPI.schemaText(), limits: limits) { error, field in
            Issue.record("\(field): \(error)")
        }
        services = APIServices(
            stores: APIStores(
                stations: reading, connectors: reading, sessions: reading, tags: reading, groups: reading,
                operations: reading, stationEvents: reading, chargingProfiles: reading, files: reading,
                certificates: reading, reservations: reading, ocppMessages: reading,
                recordedFrames: RecordingStore(database), accounts: reading,
                users: reading, userChanges: DirectoryStore(database), ownAccounts: AccountStore(database),
                directory: DirectoryStore(database), quirkProfiles: reading,
                quirkProfileChanges: DirectoryStore(database), statistics: reading, search: reading,
                tariffs: reading, tariffChanges: DirectoryStore(database),
                upkeep: UpkeepStores(
                    notifications: reading, notificationChanges: DirectoryStore(database), serviceRequests: reading,
                    serviceRequestChanges: DirectoryStore(database), audit: reading, secrets: DirectoryStore(database),
                    inventory: reading, inventoryChanges: DirectoryStore(database), webhooks: reading,
                    webhookChanges: DirectoryStore(database), webhookDesk: OpenWebhookDesk(),
                    assignment: DirectoryStore(database), queues: reading,
                    queueChanges: DirectoryStore(database), pictures: reading,
                    album: FilelessAlbum(records: FileStore(database)), rollouts: reading,
                    rolloutChanges: DirectoryStore(database), organizations: DirectoryStore(database),
                    sharing: DirectoryStore(database), shares: reading, groupRoles: reading,
                    groupRoleChanges: DirectoryStore(database), exportJobs: reading,
                    exportJobChanges: DirectoryStore(database)),
                logbooks: reading, logbookChanges: DirectoryStore(database)),
            vault: OpenVault(), remoteControl: RecordingRemoteControl(), firmware: RecordingCatalogue(),
            certificates: RecordingApproval(), identity: ClosedDesk(), liveStatus: LiveStatus(),
            events: events,
            stationOnboarded: { _ in }, stationRemoved: { _ in }, stationsChanged: { _ in },
            quirkProfilesChanged: { _ in },
            now: { MemoryWorld.start })
        self.statements = statements
        self.sent = sent
        self.client = client
    }

    /// Tables that hold thousands of rows, as PostgreSQL estimates them.
    func largeTables() async throws -> Set<String> {
        Set(
            try await client.query(
                "SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND reltuples >= 4000"
            ).column("name"))
    }

    func execute(
        _ query: String, _ variables: JSONObject = [:], as viewer: Viewer, isTraced: Bool = false
    ) async throws -> JSONValue {
        let context = APIContext(viewer: viewer, services: services, requester: .test)
        let response = await engine.execute(
            GraphQLRequest(query: query, variables: variables), context: context,
            options: RequestOptions(isTraced: isTraced))
        return try JSONValue(parsing: response.bytes)
    }
}
