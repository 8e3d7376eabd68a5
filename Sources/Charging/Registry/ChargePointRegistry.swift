package import JSON
package import Logging
import ServiceLifecycle
import Synchronization

/// Knows every onboarded station, lets their chargers in, and supervises the charge points that are connected.
///
/// Everything that takes time happens in the task tree of ``run()``; the methods only decide and record. The newest
/// authenticated connection of a station wins; the end of an older one changes nothing.
package actor ChargePointRegistry: Service {
    enum Phase { case starting, running, stopping }

    enum Work: Sendable {
        case notice(ChargePointNotice)
        case operation(@Sendable () async -> Void)
        case due(Agenda.Entry)
    }

    let store: any ChargePointStore
    let vault: any CredentialVault
    let operationRecords: any OperationWriting
    let chargingProfiles: any ChargingProfiles
    let environment: ChargePointEnvironment

    var phase = Phase.starting
    var table: [StationID: ChargePointRecord] = [:]
    var stationIDs: [ChargePointID: StationID] = [:]
    var authenticationFailures: AuthenticationFailures
    /// What the database has yet to be told of stations that went away.
    var detachments: [StationID: Detachment] = [:]
    /// What it is being told at this moment.
    var detaching: [StationID: Detachment] = [:]
    var detachWaiters = Waiters()
    /// Stations of which a connection is being attached.
    var attachesUnderWay = 0
    var attachWaiters = Waiters()
    /// How often the quirk profiles of an organization were changed since the start.
    var quirkRevisions: [OrganizationID: Int] = [:]
    private nonisolated let operationMeter = QueueMeter()
    /// Of an earlier run, until they are followed.
    var openEffects: [(watch: EffectWatch, deadline: Timestamp)] = []
    var connectedCount = 0
    private nonisolated let readiness = Atomic<Bool>(false)

    /// Unbounded: each open socket adds a handful of elements at most, and one for each of its connectors at a time; the
    /// number of sockets is limited where they are accepted.
    private nonisolated let work: AsyncStream<Work>
    nonisolated let workInput: AsyncStream<Work>.Continuation
    /// What each connection needs at its beginning and its end; as many as there are open sockets.
    nonisolated let lanes = TaskLanes()
    /// What is to be done later for charge points; its times are those of the stopwatch.
    var agenda = Agenda()
    nonisolated let stopwatch: Stopwatch
    let agendaSignals: AsyncStream<Void>
    let agendaSignal: AsyncStream<Void>.Continuation
    let detachSignals: AsyncStream<Void>
    let detachSignal: AsyncStream<Void>.Continuation

    package init(
        store: any ChargePointStore, writer: any ReportWriter, vault: any CredentialVault,
        operations: any OperationWriting, chargingProfiles: any ChargingProfiles, liveStatus: LiveStatus,
        events: any EventBus,
        configuration: RegistryConfiguration = RegistryConfiguration(), recorder: FlightRecorder? = nil,
        clock: any Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        self.store = store
        self.vault = vault
        operationRecords = operations
        self.chargingProfiles = chargingProfiles
        let (work, workInput) = AsyncStream<Work>.makeStream(bufferingPolicy: .unbounded)
        self.work = work
        self.workInput = workInput
        stopwatch = Stopwatch(clock)
        (agendaSignals, agendaSignal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        (detachSignals, detachSignal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        authenticationFailures = AuthenticationFailures(limit: configuration.authenticationFailureLimit)
        environment = ChargePointEnvironment(
            writer: writer, liveStatus: liveStatus, events: events, configuration: configuration, clock: clock,
            now: now, logger: logger, recorder: recorder, notify: { workInput.yield(.notice($0)) })
    }

    nonisolated var configuration: RegistryConfiguration { environment.configuration }
    nonisolated var clock: any Clock<Duration> { environment.clock }
    nonisolated var logger: Logger { environment.logger }
    nonisolated var now: Timestamp { environment.now() }

    /// Every station is known, and chargers are let in.
    package nonisolated var isReady: Bool { readiness.load(ordering: .relaxed) }

    /// Loads all stations, then supervises until graceful shutdown, which lets what is being committed finish.
    package func run() async throws {
        await withGracefulShutdownHandler {
            let isLoaded = await cancelWhenGracefulShutdown { await self.load() }
            guard isLoaded == true else { return }
            readiness.store(true, ordering: .relaxed)
            await supervise()
        } onGracefulShutdown: {
            self.workInput.finish()
        }
        readiness.store(false, ordering: .relaxed)
    }

    private func supervise() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.lanes.run() }
            group.addTask { await self.keepDetaching() }
            group.addTask { await self.keepAgenda() }
            followOpenEffects()
            for await work in work { perform(work, in: &group) }
            readiness.store(false, ordering: .relaxed)
            await shutDown()
            group.cancelAll()
        }
    }

    private func perform(_ work: Work, in group: inout DiscardingTaskGroup) {
        switch work {
        case .operation(let operation):
            group.addTask {
                await operation()
                await self.operationEnded()
            }
        case .due(let entry): group.addTask { await self.carryOut(entry) }
        case .notice(.opened(let chargePoint)): opened(chargePoint)
        case .notice(.ended(let chargePoint, let ending)): ended(chargePoint, ending)
        case .notice(.statusWanted(let chargePoint, let isAfterBoot)):
            wantStatus(of: chargePoint, afterBoot: isAfterBoot)
        case .notice(.sessionAbandoned(let chargePoint, let connector)):
            later(
                .closeAbandonedSession(connector: connector), for: chargePoint, after: configuration.abandonmentGrace)
        case .notice(.notAnswering(let chargePoint, let calls)): notAnswering(chargePoint, calls: calls, in: &group)
        }
    }

    // MARK: - Loading

    /// False when it was told to stop before the database came.
    private func load() async -> Bool {
        var wait = Duration.milliseconds(200)
        while !Task.isCancelled {
            do {
                try await loadOnce()
                return true
            } catch {
                logger.warning("stations cannot be loaded yet", metadata: ["error": "\(error)"])
                // Cancelled by the shutdown, which the loop sees.
                try? await clock.sleep(for: wait)
                wait = min(wait * 2, .seconds(5))
            }
        }
        return false
    }

    private func loadOnce() async throws {
        try await store.markAllOffline()
        try await operationRecords.failUnfinished(because: "the server was restarted")
        try await watchOpenEffects()
        let stations = try await store.stations()
        let connectors = Dictionary(grouping: try await store.connectors(), by: \.stationID)
        var snapshots: [StationSnapshot] = []
        for station in stations {
            remember(station)
            let machine = StationStateMachine(
                ChargePointState(station: station, connectors: connectors[station.id] ?? [], activeSessions: []))
            let presence: Presence = station.presence == .online ? .offline : station.presence
            snapshots.append(machine.snapshot(presence: presence, lastSeenAt: station.lastSeenAt))
        }
        environment.liveStatus.replaceAll(snapshots)
        phase = .running
        logger.info("stations loaded", metadata: ["stations": "\(stations.count)"])
    }

    func remember(_ station: StationRecord) {
        // What was read before it left its account tells no more of who has the id now.
        guard table[station.id]?.isRemoved != true else { return }
        stationIDs[station.chargePointID] = station.id
        if table[station.id] == nil { table[station.id] = ChargePointRecord(station) }
        // The generation of a connection is the store's answer to its attach, which may be newer than what was just read.
        let generation = max(table[station.id]?.station.generation ?? 0, station.generation)
        let highest = max(table[station.id]?.highestGeneration ?? 0, generation)
        table[station.id]?.station = station
        table[station.id]?.station.generation = generation
        table[station.id]?.highestGeneration = highest
    }

    /// A station was made known after the start; its row of the live status is there before its first connection.
    package func stationOnboarded(_ station: StationRecord) {
        remember(station)
        guard environment.liveStatus.snapshot(of: station.id) == nil else { return }
        environment.liveStatus.set(StationSnapshot(station))
    }

    /// A station has left its account: its connection ends, and its id is free for another.
    package func stationRemoved(_ station: StationRecord) async {
        remember(station)
        table[station.id]?.isRemoved = true
        table[station.id]?.changes += 1
        table[station.id]?.station.takeChanges(from: station)
        if stationIDs[station.chargePointID] == station.id { stationIDs[station.chargePointID] = nil }
        await table[station.id]?.live?.end(.removed)
    }

    /// What was written down of stations was changed; those that are connected are told.
    package func stationsChanged(_ stations: [StationRecord]) async {
        for station in stations {
            guard table[station.id] != nil else { continue }
            table[station.id]?.changes += 1
            table[station.id]?.station.takeChanges(from: station)
            await table[station.id]?.live?.use(station.admission, isActive: station.isActive)
        }
    }

    /// A station that is connected here, and what is known of it.
    func connected(_ station: StationID) -> (chargePoint: ChargePoint, record: StationRecord)? {
        guard let record = table[station], let live = record.live else { return nil }
        return (live, record.station)
    }

    // MARK: - Debugging

    package func records() -> [ChargePointRecordSnapshot] {
        table.values
            .map { ChargePointRecordSnapshot($0, in: environment.liveStatus, at: now) }
            .sorted { $0.chargePointID.text < $1.chargePointID.text }
    }

    package func record(_ id: ChargePointID) async -> ChargePointRecordSnapshot? {
        guard let record = stationIDs[id].flatMap({ table[$0] }) else { return nil }
        var snapshot = ChargePointRecordSnapshot(record, in: environment.liveStatus, at: now)
        snapshot.connection = await record.live?.debugState(within: .seconds(1))
        return snapshot
    }

    /// The socket over which a station is connected.
    package func connection(of id: ChargePointID) -> (any ChargePointConnection)? {
        stationIDs[id].flatMap { table[$0]?.live?.connection }
    }

    // MARK: - Operations

    /// The connection that speaks for a station, if it is here.
    func chargePoint(of station: StationID) -> ChargePoint? { table[station]?.live }

    /// Runs an operation in the registry's task tree. False when too many are under way, or none may begin any more.
    func perform(_ operation: @escaping @Sendable () async -> Void) -> Bool {
        guard phase == .running, operationMeter.depth < configuration.operationLimit,
            case .enqueued = workInput.yield(.operation(operation))
        else {
            operationMeter.refused()
            return false
        }
        operationMeter.entered()
        return true
    }

    private func operationEnded() { operationMeter.left() }

    // MARK: - How much waits

    /// Operations that are under way, those included whose effect is waited for.
    package nonisolated var operationQueue: QueueReading {
        operationMeter.reading(limit: configuration.operationLimit)
    }
    /// Frames of all charge points that wait for the one before them.
    package nonisolated var frameQueues: QueueReading { environment.frameCensus.reading }
    /// Calls to all charge points that wait for the one before them.
    package nonisolated var callQueues: QueueReading { environment.callCensus.reading }
}
