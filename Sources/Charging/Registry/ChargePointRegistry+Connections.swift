import JSON
import Logging
import OCPP

// From an open socket to the connection that speaks for its station, and to its end.
extension ChargePointRegistry {
    /// Makes the incarnation for an open socket. It is attached in the registry's task tree and keeps what comes before.
    package nonisolated func connect(
        _ admission: Admission, _ connection: any ChargePointConnection
    ) -> ChargePoint {
        let chargePoint = ChargePoint(admission: admission, connection: connection, environment: environment)
        if case .terminated = workInput.yield(.notice(.opened(chargePoint))) {
            connection.execute { chargePoint.assumeIsolated { $0.end(.shuttingDown) } }
        }
        return chargePoint
    }

    func opened(_ chargePoint: ChargePoint) {
        let id = chargePoint.stationID
        if table[id] == nil { remember(chargePoint.admission.station) }
        table[id]?.connections += 1
        noteOpened(chargePoint)
        switch table[id]?.attachment {
        case nil: return
        case .idle:
            table[id]?.attachment = .underway(next: nil)
            attachesUnderWay += 1
            lanes.add(for: id) { await self.attachAll(chargePoint) }
        case .underway(let waiting):
            table[id]?.attachment = .underway(next: chargePoint)
            if let waiting { lanes.add(for: id) { await waiting.end(.superseded) } }
        }
    }

    /// Attaches one connection, and then the newest that came meanwhile.
    private func attachAll(_ first: ChargePoint) async {
        var current = first
        while true {
            await attach(current)
            guard case .underway(let next?) = table[first.stationID]?.attachment else {
                table[first.stationID]?.attachment = .idle
                attachesUnderWay -= 1
                if attachesUnderWay == 0 { attachWaiters.release() }
                return
            }
            table[first.stationID]?.attachment = .underway(next: nil)
            current = next
        }
    }

    private func attach(_ chargePoint: ChargePoint) async {
        let id = chargePoint.stationID
        guard await !chargePoint.hasEnded, await makeWay(for: chargePoint) else { return }
        guard phase == .running else {
            await chargePoint.end(.shuttingDown)
            return markOffline(id, lastSeenAt: lastSeen(id))
        }
        // Nothing is told of the station from here on until the outcome of the attach is known.
        detachments[id] = nil
        let above = table[id]?.highestGeneration ?? 0
        table[id]?.highestGeneration = above &+ 1
        let before = revision(of: chargePoint.admission.station)
        do {
            guard
                var state = try await store.attach(
                    id, above: above, ocppVersion: chargePoint.admission.ocppVersion,
                    securityProfile: chargePoint.admission.securityProfile, at: now)
            else {
                await chargePoint.end(.removed)
                return markOffline(id, lastSeenAt: now)
            }
            if revision(of: state.station).station != before.station { keepChanges(in: &state.station) }
            table[id]?.station = state.station
            table[id]?.highestGeneration = max(above &+ 1, state.station.generation)
            if let reason = reasonToClose(chargePoint) {
                await chargePoint.end(reason)
                return markOffline(id, lastSeenAt: now)
            }
            setLive(chargePoint, of: id)
            if await chargePoint.start(state) {
                if revision(of: state.station).quirks != before.quirks { await tellQuirkProfiles(to: chargePoint) }
                return
            }
            // It ended while it was being attached; the notice of that may have passed before it was the one.
            if table[id]?.live === chargePoint { left(chargePoint, lastSeenAt: now) }
        } catch {
            await notAttached(chargePoint, error)
        }
    }

    /// Of what may change while a connection is being attached, whose state was read before.
    private func revision(of station: StationRecord) -> (station: Int, quirks: Int) {
        (table[station.id]?.changes ?? 0, quirkRevisions[station.organizationID] ?? 0)
    }

    private func keepChanges(in station: inout StationRecord) {
        if let known = table[station.id]?.station { station.takeChanges(from: known) }
    }

    /// What came about since the connection was admitted.
    private func reasonToClose(_ chargePoint: ChargePoint) -> CloseReason? {
        guard phase == .running else { return .shuttingDown }
        guard table[chargePoint.stationID]?.isRemoved != true else { return .removed }
        let revoked = table[chargePoint.stationID]?.revokedCertificates ?? []
        return chargePoint.admission.certificateSerialNumber.map(revoked.contains) == true ? .certificateRevoked : nil
    }

    /// A certificate of a station was taken back: what is connected with it is closed.
    func certificateRevoked(_ certificate: RevokedCertificate) async {
        table[certificate.station]?.revoke(certificate: certificate.serialNumber)
        guard let live = table[certificate.station]?.live,
            live.admission.certificateSerialNumber == certificate.serialNumber
        else { return }
        await live.end(.certificateRevoked)
    }

    /// The older connection of the station gives way, and its writes are waited for. False when it is the older one that stays.
    private func makeWay(for chargePoint: ChargePoint) async -> Bool {
        let id = chargePoint.stationID
        if let old = table[id]?.live {
            if !chargePoint.admission.isAuthenticated, await isAlive(old) {
                noteConflict(of: chargePoint, with: old)
                await chargePoint.end(.conflict)
                return false
            }
            await noteTakeover(by: chargePoint, of: old)
            // From here on the end of the old one changes nothing.
            if table[id]?.live === old { setLive(nil, of: id) }
            environment.metrics.chargePointSuperseded()
            await drain(old, .superseded)
        }
        if let draining = table[id]?.draining { await drain(draining, .superseded) }
        return true
    }

    private func drain(_ old: ChargePoint, _ reason: CloseReason) async {
        let drained = await old.end(draining: reason)
        _ = await next(of: drained, within: configuration.drainTimeout, clock: clock)
    }

    /// A charger that has just rebooted leaves a socket behind that looks alive and is not, so it is asked.
    private func isAlive(_ old: ChargePoint) async -> Bool {
        guard await old.silence(at: now) <= configuration.pingInterval else { return false }
        let signs = await old.probe()
        return await next(of: signs, within: configuration.probeTimeout, clock: clock).element != nil
    }

    private func lastSeen(_ id: StationID) -> Timestamp { environment.liveStatus.snapshot(of: id)?.lastSeenAt ?? now }

    /// The database may have committed the attach all the same.
    private func notAttached(_ chargePoint: ChargePoint, _ error: any Error) async {
        let id = chargePoint.stationID
        let isStopping = phase != .running || error is CancellationError
        let isAway = isStopping || !store.isAvailable || (error as? ChargingError)?.isOfServer == true
        logger.warning(
            "a connection could not be attached",
            metadata: ["chargePoint": "\(chargePoint.admission.station.chargePointID)", "error": "\(error)"])
        let reason = isAway ? CloseReason.storeUnavailable : .failed("attach: \(error)")
        await chargePoint.end(isStopping ? .shuttingDown : reason)
        if !isAway { failed(id, "attach: \(error)") }
        guard table[id]?.live == nil else { return }
        markOffline(id, lastSeenAt: lastSeen(id))
    }

    // MARK: - The end of a connection

    func ended(_ chargePoint: ChargePoint, _ ending: Ending) {
        let id = chargePoint.stationID
        logger.info(
            "connection ended",
            metadata: [
                "chargePoint": "\(chargePoint.admission.station.chargePointID)", "reason": "\(ending.reason)",
                "generation": "\(ending.generation)",
            ])
        guard table[id]?.live === chargePoint else { return }
        table[id]?.lastEnding = .init(at: now, text: ending.reason)
        if ending.isFailure { failed(id, ending.reason) }
        table[id]?.draining = chargePoint
        lanes.add(for: id) { await self.settle(chargePoint) }
        left(chargePoint, lastSeenAt: ending.lastSeenAt)
    }

    /// Lets go of it as soon as nothing of it is on its way into the database.
    private func settle(_ chargePoint: ChargePoint) async {
        let drained = await chargePoint.end(draining: .superseded)
        for await _ in drained {}
        let id = chargePoint.stationID
        if table[id]?.draining === chargePoint { table[id]?.draining = nil }
    }

    private func failed(_ id: StationID, _ what: String) {
        table[id]?.lastFailure = .init(at: now, text: what)
        table[id]?.restarts.failed(at: now)
        environment.metrics.chargePointFailed()
    }

    private func left(_ chargePoint: ChargePoint, lastSeenAt: Timestamp) {
        let id = chargePoint.stationID
        setLive(nil, of: id)
        markOffline(id, lastSeenAt: lastSeenAt)
    }

    func setLive(_ chargePoint: ChargePoint?, of id: StationID) {
        guard let record = table[id] else { return }
        table[id]?.live = chargePoint
        connectedCount += (chargePoint == nil ? 0 : 1) - (record.live == nil ? 0 : 1)
        environment.metrics.connected(connectedCount)
    }

    func markOffline(_ id: StationID, lastSeenAt: Timestamp) {
        environment.liveStatus.update(id) { row in
            row.presence = .offline
            row.lastSeenAt = lastSeenAt
            row.clearPower()
        }
        guard let record = table[id] else { return }
        detachments[id] = Detachment(
            stationID: id, generation: record.highestGeneration, lastSeenAt: lastSeenAt)
        detachSignal.yield()
        guard let row = environment.liveStatus.snapshot(of: id) else { return }
        environment.events.publish(.stationChanged(row))
        for connector in row.connectors { environment.events.publish(.connectorChanged(connector, of: row)) }
    }
}
