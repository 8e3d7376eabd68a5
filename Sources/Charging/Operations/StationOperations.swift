import JSON
import OCPP
import Tracing

/// What people ask of stations: recorded, sent, and followed until it is known what came of it.
///
/// An operation lives in the registry's task tree, so that it goes on when the asking client goes away. Each has a task of
/// its own: a charger that is slow holds up nobody else's.
package struct StationOperations: Sendable {
    /// How many stations one request may ask.
    package static let stationLimit = 500

    let registry: ChargePointRegistry
    let stations: any StationReading
    let sessions: any SessionReading
    let journal: OperationJournal
    let tools: OperationTools

    package init(
        registry: ChargePointRegistry, stations: any StationReading, sessions: any SessionReading,
        operations: any OperationWriting, events: any EventBus, tools: OperationTools
    ) {
        self.registry = registry
        self.stations = stations
        self.sessions = sessions
        self.tools = tools
        journal = OperationJournal(
            records: operations, profiles: tools.chargingProfiles, events: events, clock: registry.clock,
            logger: registry.logger)
    }

    /// Asks one station. Returns when it has answered or its time is up, or at once without `wait`.
    ///
    /// - Throws: `.chargerOffline` and other refusals with the recorded attempt.
    package func carryOut(
        _ operation: StationOperation, at station: StationID, wait: Bool, viewer: Viewer
    ) async throws -> OperationID {
        // Whose tag it is, the statement that records the operation asks.
        if !operation.kind.isOfOwnCharge { try authorize(operation, viewer) }
        let targets = try await targets([station], field: "stationId", viewer)
        return try await carryOutOne(targets.map { Ask(operation: operation, target: $0) }, wait: wait, viewer: viewer)
    }

    /// Asks many stations the same, all at once. A station that cannot be asked has an operation that says so.
    ///
    /// - Returns: one for each station, in their order.
    package func carryOut(
        _ operation: StationOperation, at stations: [StationID], wait: Bool, viewer: Viewer
    ) async throws -> [OperationID] {
        try authorize(operation, viewer)
        let targets = try await targets(stations, field: "stationIds", viewer)
        return try await carryOut(
            targets.map { Ask(operation: operation, target: $0) }, wait: wait, viewer: viewer
        ).map(\.id)
    }

    // MARK: - Before anything is recorded

    func authorize(_ operation: StationOperation, _ viewer: Viewer) throws(ChargingError) {
        guard operation.kind.lentFrom == .operate || !viewer.mayReserveSomewhere else { return }
        try authorize(operation.right, viewer)
    }

    func authorize(_ right: Rights.Action, _ viewer: Viewer) throws(ChargingError) {
        try viewer.requireSomewhere(right)
    }

    private func targets(
        _ ids: [StationID], field: String, _ viewer: Viewer
    ) async throws -> [OperationTarget] {
        guard ids.count <= Self.stationLimit else {
            throw ChargingError(
                .limitExceeded, "At most \(Self.stationLimit) stations can be asked at once.", field: field)
        }
        let batch = try await stations.stations(ids: ids, fields: [.organizationID], viewer: viewer)
        let organizations = Dictionary(
            zip(batch.ids, batch.integers(.organizationID)), uniquingKeysWith: { first, _ in first })
        return try ids.map { id in
            guard let organization = organizations[id.rawValue].flatMap({ $0 }) else {
                throw ChargingError(.notFound, "There is no such station.", field: field)
            }
            return OperationTarget(station: id, organization: OrganizationID(rawValue: organization))
        }
    }

    // MARK: - Carrying out

    /// What is asked of whom.
    struct Ask: Sendable {
        var operation: StationOperation
        var target: OperationTarget

        /// As it is stored.
        var recorded: NewOperation {
            NewOperation(
                kind: operation.kind, station: target.station, session: operation.session,
                request: Masking.masked(.object(operation.described)), right: operation.right)
        }
    }

    /// An operation that is recorded; refused where its station cannot be asked.
    struct Recorded: Sendable {
        var id: OperationID
        var refusal: ChargingError?
    }

    func carryOutOne(_ asks: [Ask], wait: Bool, viewer: Viewer) async throws -> OperationID {
        guard let recorded = try await carryOut(asks, wait: wait, viewer: viewer).first else {
            throw ChargingError(.notFound, "There is nothing to ask.")
        }
        if let refusal = recorded.refusal { throw refusal }
        return recorded.id
    }

    /// Asks a station something that no person asked for. Returns when it is recorded; nil where the station is not
    /// connected here, of which nothing is recorded.
    func carryOutOwn(_ operation: StationOperation, at target: OperationTarget) async throws -> OperationID? {
        try await carryOutOwn(operation, at: target) { try await journal.records.recordOwn($0) }
    }

    /// The same, recorded by somebody else, who may find that it is not to be asked after all.
    func carryOutOwn(
        _ operation: StationOperation, at target: OperationTarget,
        recordedBy record: (NewOperation) async throws -> OperationID?
    ) async throws -> OperationID? {
        guard await registry.chargePoint(of: target.station) != nil else { return nil }
        let ask = Ask(operation: operation, target: target)
        guard let id = try await record(ask.recorded) else { return nil }
        journal.announce(id, target)
        if case .failure(let refusal) = await begin(id, ask, nil) {
            try await write([Recorded(id: id, refusal: refusal)], [ask])
        }
        return id
    }

    func carryOut(_ asks: [Ask], wait: Bool, viewer: Viewer) async throws -> [Recorded] {
        let ids = try await journal.records.record(asks.map(\.recorded), viewer: viewer)
        var recorded: [Recorded] = []
        var ends: [AsyncStream<Never>] = []
        for (id, ask) in zip(ids, asks) {
            journal.announce(id, ask.target)
            switch await begin(id, ask, viewer) {
            case .success(let end):
                recorded.append(Recorded(id: id))
                ends.append(end)
            case .failure(let refusal): recorded.append(Recorded(id: id, refusal: refusal))
            }
        }
        try await write(recorded, asks)
        if wait { for end in ends { for await _ in end {} } }
        return recorded
    }

    /// The stream ends with the outcome.
    private func begin(
        _ id: OperationID, _ ask: Ask, _ viewer: Viewer?
    ) async -> Result<AsyncStream<Never>, ChargingError> {
        guard let (chargePoint, record) = await registry.connected(ask.target.station) else {
            return .failure(ChargingError(.chargerOffline, "The charger is offline.", operationID: id))
        }
        if let reason = ask.operation.refusal(for: record) {
            return .failure(ChargingError(.badInput, reason, operationID: id))
        }
        do {
            try await ask.operation.check(await OperationContext(id, ask.target, chargePoint, tools))
        } catch {
            var refusal = error as? ChargingError ?? ChargingError(.unavailable, "It could not be checked; try again.")
            refusal.operationID = id
            return .failure(refusal)
        }
        if let refusal = await claim(id, ask, viewer) { return .failure(refusal) }
        let journal = journal.about(id, at: chargePoint.admission.station.chargePointID)
        let (end, done) = AsyncStream<Never>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let run = OperationRun(
            id: id, operation: ask.operation, target: ask.target, chargePoint: chargePoint, journal: journal,
            tools: tools, done: done)
        // The operation goes on in another task, and stays of the trace that asked for it.
        let trace = InstrumentationContext.current
        guard await registry.perform({ await InstrumentationContext.$current.withValue(trace) { await run.run() } })
        else {
            await journal.insist(on: "withdrawal") {
                try await ask.operation.claim?.giveBack(claimContext(id, ask))
            }
            return .failure(ChargingError(.limitExceeded, "Too many operations are under way.", operationID: id))
        }
        return .success(end)
    }

    /// Why the station is not to be asked; nil where it may.
    private func claim(_ id: OperationID, _ ask: Ask, _ viewer: Viewer?) async -> ChargingError? {
        guard let claim = ask.operation.claim else { return nil }
        guard let viewer else { return ChargingError(.forbidden, "Only a person may ask for this.", operationID: id) }
        do {
            try await claim.take(claimContext(id, ask), viewer)
            return nil
        } catch {
            var refusal =
                error as? ChargingError ?? ChargingError(.unavailable, "The operation could not be begun; try again.")
            refusal.operationID = id
            return refusal
        }
    }

    private func claimContext(_ id: OperationID, _ ask: Ask) -> OperationContext {
        OperationContext(
            id: id, target: ask.target, now: registry.now, clock: registry.environment.now, runningSessions: [],
            reachedAddress: nil, configuration: registry.configuration, tools: tools)
    }

    /// Those that could not even begin, together.
    private func write(_ recorded: [Recorded], _ asks: [Ask]) async throws {
        let refused = zip(recorded, asks).filter { $0.0.refusal != nil }
        guard !refused.isEmpty else { return }
        try await journal.records.refuse(refused.map { ($0.0.id, $0.0.refusal?.message ?? "") })
        for (row, ask) in refused { journal.announce(row.id, ask.target) }
    }
}

extension StationOperation {
    /// Why a station may not be asked as it stands in our books; nil where it may.
    fileprivate func refusal(for station: StationRecord) -> String? {
        guard station.isActive || !isForCharging else {
            return "The station is inactive, so nobody may charge there; activate it first."
        }
        if let securityProfile, let minimum = station.minimumSecurityProfile, securityProfile < minimum {
            return "The station's security profile is not lowered below \(minimum.rawValue)."
        }
        return switch station.admission {
        case .accepted: refusalWhenAccepted
        case .pending: isAllowedWhilePending ? nil : "The station is not accepted yet."
        case .rejected: "The station is rejected, so nothing may be sent to it."
        }
    }
}

extension RowBatch {
    func integers(_ field: Field) -> [Int64?] {
        guard case .integers(let values) = self[field] else { return [] }
        return values
    }

    func texts(_ field: Field) -> [String?] {
        guard case .texts(let values) = self[field] else { return [] }
        return values
    }
}
