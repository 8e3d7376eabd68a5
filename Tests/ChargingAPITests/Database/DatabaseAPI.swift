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

    /// - Parameter stations: how many each of the two organizations has.
    static func with(stations: Int, limits: Limits = Limits(), _ body: (DatabaseAPI) async throws -> Void) async throws
    {
        try await TestDatabase.withMigrated { client, _ in
            for statement in SeedData.statements(stations: stations) { _ = try await client.query(statement) }
            try await body(try DatabaseAPI(client, limits))
        }
    }

    private init(_ client: PostgresClient, _ limits: Limits) throws {
        let statements = Recorder<String>()
        let database = Database(client) { statements.add($0.text) }
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
                    webhookChanges: DirectoryStore(database), webhookDesk: OpenWebhookDesk(), queues: reading,
                    queueChanges: DirectoryStore(database)),
                logbooks: reading, logbookChanges: DirectoryStore(database)),
            vault: OpenVault(), remoteControl: RecordingRemoteControl(), firmware: RecordingCatalogue(),
            certificates: RecordingApproval(), identity: ClosedDesk(), liveStatus: LiveStatus(),
            events: LocalEventBus(),
            stationOnboarded: { _ in }, stationsChanged: { _ in }, quirkProfilesChanged: { _ in },
            now: { MemoryWorld.start })
        self.statements = statements
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
