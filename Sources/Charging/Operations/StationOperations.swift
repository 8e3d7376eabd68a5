import JSON
import OCPP

/// What people ask of stations: recorded, sent, and followed until it is known what came of it.
///
/// The operation itself lives in the registry's task tree, so that it goes on when the asking client goes away.
package struct StationOperations: Sendable {
    let registry: ChargePointRegistry
    let stations: any StationReading
    let sessions: any SessionReading
    let operations: any OperationWriting
    let events: any EventBus

    package init(
        registry: ChargePointRegistry, stations: any StationReading, sessions: any SessionReading,
        operations: any OperationWriting, events: any EventBus
    ) {
        self.registry = registry
        self.stations = stations
        self.sessions = sessions
        self.operations = operations
        self.events = events
    }

    /// Asks a station to start charging with a tag. Returns when it has answered or its time is up, or at once without `wait`.
    ///
    /// - Parameter connector: absent: the charger chooses.
    package func remoteStart(
        station: StationID, connector: Int?, idTag: String, wait: Bool, viewer: Viewer
    ) async throws -> OperationID {
        try authorize(viewer)
        guard (1...20).contains(idTag.unicodeScalars.count) else {
            throw ChargingError(.badInput, "A tag has 1 to 20 characters.", field: "idTag")
        }
        if let connector, !(1...ConnectorNumber.highest).contains(connector) {
            throw ChargingError(.badInput, "Connectors are numbered from 1.", field: "connector")
        }
        let request = OCPP16.RemoteStartTransaction(idTag: IdTag(idTag), connectorId: connector)
        try validate(request)
        let batch = try await stations.stations(ids: [station], fields: [.organizationID], viewer: viewer)
        guard let organization = batch.integer(.organizationID) else {
            throw ChargingError(.notFound, "There is no such station.", field: "stationId")
        }
        var described: JSONObject = ["idTag": .string(idTag)]
        if let connector { described["connector"] = .integer(Int64(connector)) }
        return try await carryOut(
            request,
            Asked(
                kind: .remoteStart, station: station, organization: OrganizationID(rawValue: organization),
                session: nil,
                described: .object(described), effect: .sessionStarts(idTag: IdTag(idTag), connector: connector)),
            wait: wait, viewer: viewer)
    }

    /// Asks the station of a session to stop it. Returns as ``remoteStart(station:connector:idTag:wait:viewer:)`` does.
    package func remoteStop(session: SessionID, wait: Bool, viewer: Viewer) async throws -> OperationID {
        try authorize(viewer)
        let fields: Set<SessionField> = [.stationID, .transactionID, .status, .organizationID]
        let batch = try await sessions.sessions(ids: [session], fields: fields, viewer: viewer)
        guard let station = batch.integer(.stationID), let organization = batch.integer(.organizationID),
            let transaction = batch.integer(.transactionID)
        else { throw ChargingError(.notFound, "There is no such session.", field: "sessionId") }
        let status = batch.text(.status)
        guard status != SessionStatus.completed.rawValue else {
            throw ChargingError(.badInput, "The session has already ended.", field: "sessionId")
        }
        let request = OCPP16.RemoteStopTransaction(transactionId: Int(transaction))
        try validate(request)
        return try await carryOut(
            request,
            Asked(
                kind: .remoteStop, station: StationID(rawValue: station),
                organization: OrganizationID(rawValue: organization), session: session,
                described: ["transactionId": .integer(transaction)],
                effect: .sessionStops(session, wasActive: status == SessionStatus.active.rawValue)),
            wait: wait, viewer: viewer)
    }

    private func authorize(_ viewer: Viewer) throws {
        guard Rights(of: viewer).allows(.operateStation) else {
            throw ChargingError(.forbidden, "Your role does not operate stations.")
        }
    }

    private func validate(_ request: some OCPPRequest) throws {
        do throws(PayloadError) {
            try request.validate()
        } catch {
            throw ChargingError(.badInput, error.message, field: error.field)
        }
    }

    // MARK: - Carrying out

    private func carryOut<Request: OCPPRequest>(
        _ request: Request, _ asked: Asked, wait: Bool, viewer: Viewer
    ) async throws -> OperationID where Request.Response: StatusCarrying {
        let id = try await operations.record(
            asked.kind, station: asked.station, session: asked.session, request: asked.described, viewer: viewer)
        announce(id, asked)
        guard let chargePoint = await registry.chargePoint(of: asked.station) else {
            throw await refused(id, asked, .chargerOffline, "The charger is offline.")
        }
        guard chargePoint.admission.station.admission == .accepted else {
            // OCPP 1.6, section 4.2: neither remote start nor stop before the station is accepted.
            throw await refused(id, asked, .badInput, "The station is not accepted yet.")
        }
        let (done, isDone) = AsyncStream<Never>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let run = OperationRun(
            id: id, asked: asked, request: request, chargePoint: chargePoint,
            effects: await follow(asked, chargePoint), operations: operations, events: events, done: isDone)
        guard await registry.perform({ await run.run() }) else {
            throw await refused(id, asked, .limitExceeded, "Too many operations are under way.")
        }
        if wait { for await _ in done {} }
        return id
    }

    /// Listens before the call is sent, so that an effect that overtakes the answer is seen.
    private func follow(_ asked: Asked, _ chargePoint: ChargePoint) async -> AsyncStream<Event> {
        let running = Set(await chargePoint.station.activeSessions.map(\.id))
        return events.subscribe(bufferLimit: 4) { event in
            guard case .sessionChanged(let session) = event, session.stationID == asked.station else { return false }
            return asked.effect.isSeen(in: session, running: running)
        }
    }

    private func refused(
        _ id: OperationID, _ asked: Asked, _ code: ChargingError.Code, _ message: String
    ) async -> any Error {
        do {
            try await operations.finish(id, status: .failed, effect: .none, answer: nil, failure: message)
        } catch {
            return error
        }
        announce(id, asked)
        return ChargingError(code, message, operationID: id)
    }

    private func announce(_ id: OperationID, _ asked: Asked) {
        events.publish(.operationChanged(id, station: asked.station, organization: asked.organization))
    }
}

extension RowBatch {
    /// Of the only row.
    fileprivate func integer(_ field: Field) -> Int64? {
        guard case .integers(let values) = self[field] else { return nil }
        return values.first ?? nil
    }

    fileprivate func text(_ field: Field) -> String? {
        guard case .texts(let values) = self[field] else { return nil }
        return values.first ?? nil
    }
}
