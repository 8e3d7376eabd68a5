import JSON
import Logging
import ServiceLifecycle
import TestSupport

@testable import Charging

/// A registry with everything in memory; runs for the time of a closure.
struct RegistryBench {
    let database: MemoryDatabase
    let clock = ManualClock()
    let time = ManualTime()
    let liveStatus = LiveStatus()
    let events = EventLog()
    let files = MemoryFileTransfers()
    let registry: ChargePointRegistry

    /// - Parameter knowsMake: whether the stations have introduced themselves before.
    init(
        _ stations: [StationRecord] = [.sample()], knowsMake: Bool = true,
        configuration: RegistryConfiguration = .quiet, logger: Logger = .silent
    ) {
        self.init(
            MemoryDatabase(stations: stations, knowsMake: knowsMake), configuration: configuration, logger: logger)
    }

    /// The next run of a server, on the database that the one before left.
    init(continuing bench: RegistryBench) { self.init(bench.database, configuration: .quiet) }

    private init(_ database: MemoryDatabase, configuration: RegistryConfiguration, logger: Logger = .silent) {
        self.database = database
        let time = time
        registry = ChargePointRegistry(
            store: database, writer: database, vault: PlainVault(), operations: database, chargingProfiles: database,
            liveStatus: liveStatus, events: events, configuration: configuration, clock: clock, now: { time.now },
            logger: logger)
    }

    var operations: StationOperations {
        StationOperations(
            registry: registry, stations: MemoryReading(database), sessions: MemoryReading(database),
            operations: database, events: events,
            tools: OperationTools(
                vault: PlainVault(), pendingCredentials: database, securityAgreements: database,
                localLists: database, chargingProfiles: database, files: files,
                reservations: AnnouncedReservations(database, events: events), logbook: OpenLogbook()))
    }

    /// Runs the registry around a closure, and shuts it down gracefully behind it.
    func running(_ body: (RegistryBench) async throws -> Void) async throws {
        let group = ServiceGroup(services: [registry], logger: .silent)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            defer { tasks.cancelAll() }
            _ = await eventually { registry.isReady || database.isAway }
            try await body(self)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    func admit(
        _ id: String = "CP-1", password: String? = nil, offering: [String] = ["ocpp1.6"],
        from address: String = "192.0.2.1",
        isSecure: Bool = false, certificate: ClientCertificate? = nil, host: String? = nil
    ) async -> AdmissionDecision {
        await registry.admit(
            AdmissionRequest(
                chargePointID: id, password: password.map { .password(Array($0.utf8)) } ?? .absent,
                certificate: certificate, offeredSubprotocols: offering, remoteAddress: address, isSecure: isSecure,
                host: host))
    }

    /// Opens a socket; nil when it was not admitted.
    func open(_ id: String = "CP-1", password: String? = nil) async -> MemoryConnection? {
        guard case .accepted(let admission) = await admit(id, password: password) else { return nil }
        return open(admission)
    }

    func open(_ admission: Admission) -> MemoryConnection {
        let connection = MemoryConnection()
        connection.chargePoint = registry.connect(admission, connection)
        return connection
    }

    /// Opens a socket and waits until it speaks for its station.
    func connect(_ id: String = "CP-1", password: String? = nil) async -> MemoryConnection? {
        guard let connection = await open(id, password: password), await becomesLive(connection) else { return nil }
        return connection
    }

    func becomesLive(_ connection: MemoryConnection) async -> Bool {
        guard let chargePoint = connection.chargePoint else { return false }
        return await eventually {
            guard await registry.chargePoint(of: chargePoint.stationID) === chargePoint else { return false }
            return await chargePoint.debugState.phase == "running"
        }
    }

    func row(_ id: Int64 = 1) -> StationSnapshot? { liveStatus.snapshot(of: StationID(rawValue: id)) }

    func record(_ id: String = "CP-1") async -> ChargePointRecordSnapshot? {
        guard let id = ChargePointID(id) else { return nil }
        return await registry.record(id)
    }
}
