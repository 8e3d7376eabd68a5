import Charging
import ChargingStore
import JSON
import Logging
import Postgres
import ServiceLifecycle
import Synchronization
import TestSupport

/// Which statements ran.
final class StatementLog: Sendable {
    private let texts = Mutex<[String]>([])

    func add(_ text: String) { texts.withLock { $0.append(text) } }
    func takeAll() -> [String] {
        texts.withLock { texts in
            defer { texts = [] }
            return texts
        }
    }
}

/// One organization with stations, tags and groups, and a person of each role.
struct TestOrganization {
    var id: OrganizationID
    var viewers: [Role: Viewer] = [:]
    var stations: [StationRecord] = []
    var tags: [String: TagID] = [:]
    var group: GroupID

    func viewer(_ role: Role) throws -> Viewer {
        guard let viewer = viewers[role] else { throw TestFailure("no viewer with the role \(role)") }
        return viewer
    }
    var driver: Viewer { get throws { try viewer(.driver) } }
    var owner: Viewer { get throws { try viewer(.organizationOwner) } }
}

struct TestFailure: Error {
    let message: String
    init(_ message: String) { self.message = message }
}

/// The stores over a database of their own.
struct StoreFixture {
    let client: PostgresClient
    let url: String
    let log: StatementLog
    let database: Database
    let reading: ReadStore
    let directory: DirectoryStore
    let chargePoints: StationStore

    static func with<Result>(
        configure: TestDatabase.Configure = { _ in }, _ body: (StoreFixture) async throws -> Result
    ) async throws -> Result {
        try await TestDatabase.withMigrated(configure: configure) { client, url in
            let log = StatementLog()
            let database = Database(client) { log.add($0.text) }
            return try await body(
                StoreFixture(
                    client: client, url: url, log: log, database: database, reading: ReadStore(database),
                    directory: DirectoryStore(database), chargePoints: StationStore(database)))
        }
    }

    /// With a writer that runs for the time of the body.
    static func withWriter<Result>(
        limits: SharedCommitWriter.Limits = .init(), logger: Logger = Logger(label: "test.writer"),
        _ body: (StoreFixture, WriterProbe) async throws -> Result
    ) async throws -> Result {
        try await with { fixture in
            let writer = SharedCommitWriter(fixture.database, limits: limits, logger: logger)
            return try await TestDatabase.withRunning(writer) {
                try await body(fixture, WriterProbe(writer: writer))
            }
        }
    }

    /// `name` keeps organizations apart; each has stations `name-1` and `name-2`, and the tags `OWN` and `OTHER`.
    func makeOrganization(_ name: String) async throws -> TestOrganization {
        var organization = TestOrganization(id: OrganizationID(rawValue: 0), group: GroupID(rawValue: 0))
        for role in Role.allCases {
            let email = "\(role.rawValue.lowercased())@\(name).example"
            _ = try await directory.createUser(
                NewAccount(email: email, role: role, organization: name, passwordHash: nil))
            let hash = Array("\(email)".utf8) + Array(repeating: 0, count: 32)
            let viewer = try await directory.createToken(hash: Array(hash.prefix(32)), email: email, expiresAt: nil)
            organization.viewers[role] = viewer
            organization.id = viewer.organizationID
        }
        let owner = try organization.owner
        organization.group = try await directory.createGroup(NewGroup(name: "Group of \(name)"), viewer: owner)
        for number in 1...2 {
            organization.stations.append(try await makeStation("\(name)-\(number)", organization))
        }
        var own = NewTag(idTag: "OWN")
        own.userID = try organization.driver.userID
        own.groupIDs = [organization.group]
        own.stationIDs = [organization.stations[0].id]
        organization.tags["OWN"] = try await directory.createTag(own, viewer: owner)
        var other = NewTag(idTag: "OTHER")
        other.groupIDs = [organization.group]
        organization.tags["OTHER"] = try await directory.createTag(other, viewer: owner)
        return organization
    }

    func makeStation(_ id: String, _ organization: TestOrganization) async throws -> StationRecord {
        guard let chargePointID = ChargePointID(id) else { throw TestFailure("not a charge point id: \(id)") }
        let station = NewStation(
            chargePointID: chargePointID, description: nil, admission: .accepted, credential: nil,
            groupIDs: [organization.group])
        return try await directory.onboardStation(station, viewer: try organization.owner)
    }

    /// One operation.
    func record(
        _ kind: OperationKind, at station: StationID, session: SessionID? = nil, request: JSONValue = [:],
        as viewer: Viewer
    ) async throws -> OperationID {
        let new = NewOperation(kind: kind, station: station, session: session, request: request)
        guard let id = try await directory.record([new], viewer: viewer).first else { throw TestFailure("no id") }
        return id
    }

    func count(_ statement: Statement) async throws -> Int {
        try await client.query(statement).single().int("count")
    }

    func facts(_ station: StationRecord) async throws -> [String] {
        try await client.query("SELECT kind FROM session_facts WHERE station_id = \(station.id.rawValue) ORDER BY id")
            .column("kind")
    }
}

/// A moment in the tests' morning; `at(90)` is a minute and a half later.
func at(_ seconds: Int64) -> Timestamp {
    Timestamp(microseconds: (1_790_000_000 + seconds) * 1_000_000)
}

func reported(_ seconds: Int64) -> ReportedTime {
    ReportedTime(understood: at(seconds), sent: at(seconds).description)
}

extension TestDatabase {
    /// Runs a service for the time of the body, and ends it by cancellation.
    static func withRunning<Result>(_ service: some Service, _ body: () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            let result: Swift.Result<Result, any Error>
            do { result = .success(try await body()) } catch { result = .failure(error) }
            group.cancelAll()
            return try result.get()
        }
    }
}

extension StoreFixture {
    /// Ends every connection to this database, as a restart of PostgreSQL does.
    func breakConnections() async throws {
        try await withAdministrator { administrator in
            _ = try await administrator.query(
                """
                SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
                JOIN pg_stat_activity own ON own.pid = pg_backend_pid()
                WHERE a.datname = \(databaseName)::text AND a.pid <> own.pid
                """)
        }
    }

    /// Nobody gets in for the time of the body.
    func withDatabaseAway<Result>(_ body: () async throws -> Result) async throws -> Result {
        try await allowConnections(false)
        try await breakConnections()
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        try await allowConnections(true)
        return try result.get()
    }

    private func allowConnections(_ isAllowed: Bool) async throws {
        try await withAdministrator { administrator in
            _ = try await administrator.query(
                "UPDATE pg_database SET datallowconn = \(isAllowed) WHERE datname = \(databaseName)::text")
        }
    }

    /// Addresses are written `host='…' … user='…' dbname='…' …`.
    private var databaseName: String {
        let rest = url.split(separator: "dbname='", maxSplits: 1).last ?? ""
        return String(rest.prefix { $0 != "'" })
    }

    private func withAdministrator(_ body: (PostgresClient) async throws -> Void) async throws {
        let elsewhere = url.replacing("dbname='\(databaseName)'", with: "dbname='postgres'")
            .replacing("user='stationmaster'", with: "user='postgres'")
        var configuration = try PostgresConfiguration(url: elsewhere)
        configuration.sharedConnections = 1
        let administrator = PostgresClient(configuration, logger: Logger(label: "test.administrator"))
        try await TestDatabase.withRunning(administrator) { try await body(administrator) }
    }
}
