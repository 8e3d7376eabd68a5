package import JSON

/// What a committed report calls for, in the order in which it is to be done.
package enum StationAction: Sendable, Hashable {
    case showStation
    case showConnector(Int)
    case announceSession(SessionState)
    case announceSamples([Sample], SessionState)
    case announceReservation(BookedReservation)
    case announceEvent(StationEvent)
}

/// Decides what the committed reports of one station mean: which rows to show anew and what to announce.
///
/// It sees reports only after their commit, so what it holds is never ahead of the database.
package struct StationStateMachine: Sendable, Equatable, Codable {
    package private(set) var record: StationRecord
    /// Connector 0.
    package private(set) var itself: ConnectorStateMachine
    package private(set) var connectors = ConnectorTable()
    package private(set) var repeatedStarts = 0
    package private(set) var repeatedStops = 0

    /// A station of which only the record is known yet.
    package init(_ record: StationRecord) {
        self.record = record
        itself = ConnectorStateMachine(number: 0, status: record.status, errorCode: record.errorCode)
    }

    /// - Parameter shown: what was shown of it so far, for the power that flows in a session that goes on.
    package init(_ state: ChargePointState, shown: StationSnapshot? = nil) {
        self.init(state.station)
        for connector in state.connectors {
            connectors.updateOrInsert(connector.number) { $0 = ConnectorStateMachine(connector) }
        }
        for session in state.activeSessions {
            let powerW = shown?.connector(session.connector)?.powerW
            connectors.updateOrInsert(session.connector) { $0.resumed(session, powerW: powerW) }
        }
    }

    /// Fit to be kept: without what verifies passwords.
    package var withoutSecrets: StationStateMachine {
        var machine = self
        machine.record.passwordVerifier = nil
        machine.record.pendingVerifiers = []
        return machine
    }

    mutating func use(_ admission: StationAdmission, isActive: Bool) {
        record.admission = admission
        record.isActive = isActive
    }

    package var illegalMoves: Int { connectors.machines.reduce(itself.illegalMoves) { $0 + $1.illegalMoves } }
    package var activeSessions: [SessionState] { connectors.machines.compactMap(\.session) }

    package func snapshot(presence: Presence, lastSeenAt: Timestamp?) -> StationSnapshot {
        var snapshot = StationSnapshot(record, connectors: connectors.machines.map(\.snapshot))
        snapshot.presence = presence
        snapshot.lastSeenAt = lastSeenAt
        snapshot.status = itself.status
        snapshot.errorCode = itself.errorCode
        return snapshot
    }

    /// - Returns: nil when the outcome is not one that this report can have.
    package mutating func committed(
        _ report: Report, _ outcome: ReportOutcome, receivedAt: Timestamp
    ) -> [StationAction]? {
        switch (report, outcome) {
        case (.booted, .recorded): [.showStation]
        case (.heartbeat, .recorded), (.authorizationAsked, .authorized): []
        // A repeated one is announced again: the first commit may have been one whose completion never reached us.
        case (.eventReported, .event(let event, _)): [.announceEvent(event)]
        case (.statusChanged(let status), .status(let id, let isCurrent, let ended)):
            (isCurrent ? statusChanged(status, id: id, receivedAt: receivedAt) : []) + announcing(ended)
        case (.started, .started(let session, let connectorID, _, let isRepeated, let closed, let used)):
            started(
                session, connectorID: connectorID, isRepeated: isRepeated, closed: closed, receivedAt: receivedAt)
                + announcing(used)
        case (.metered, .metered(let session, let stored)):
            metered(session, stored: stored, receivedAt: receivedAt)
        case (.stopped(let stop), .stopped(let session, _, let isRepeated)):
            stopped(session, samples: stop.samples, isRepeated: isRepeated)
        case (.estimated, .estimated(let session?)): ended(session)
        // It was over already: an older connection's stop was committed after this one had begun.
        case (.estimated(let estimate), .estimated(nil)): forgot(estimate.session)
        case (.booted, _), (.eventReported, _), (.heartbeat, _), (.authorizationAsked, _), (.statusChanged, _),
            (.started, _), (.metered, _), (.stopped, _), (.estimated, _):
            nil
        }
    }

    private func announcing(_ reservations: [BookedReservation]?) -> [StationAction] {
        (reservations ?? []).map(StationAction.announceReservation)
    }

    private mutating func statusChanged(
        _ report: StatusReport, id: ConnectorID?, receivedAt: Timestamp
    ) -> [StationAction] {
        if report.connector == 0 {
            return itself.statusReported(report, id: nil, receivedAt: receivedAt) ? [.showStation] : []
        }
        let isChanged = connectors.updateOrInsert(report.connector) {
            $0.statusReported(report, id: id, receivedAt: receivedAt)
        }
        return isChanged ? [.showConnector(report.connector)] : []
    }

    private mutating func started(
        _ session: SessionState, connectorID: ConnectorID, isRepeated: Bool, closed: [SessionState],
        receivedAt: Timestamp
    ) -> [StationAction] {
        if isRepeated { repeatedStarts += 1 }
        var actions: [StationAction] = []
        for other in closed { actions += ended(other) }
        let isChanged = connectors.updateOrInsert(session.connector) { connector in
            defer { connector.sessionHeard(at: receivedAt) }
            return connector.started(session, id: connectorID)
        }
        if isChanged { actions.append(.showConnector(session.connector)) }
        // A retry is announced again: the first commit may have been one whose completion never reached us.
        return actions + [.announceSession(session)]
    }

    private mutating func metered(
        _ session: SessionState?, stored: [Sample], receivedAt: Timestamp
    ) -> [StationAction] {
        guard let session else { return [] }
        let isChanged = connectors.update(session.connector) { connector in
            connector.sessionHeard(at: receivedAt)
            return !stored.isEmpty && connector.metered(session, stored: stored)
        }
        guard !stored.isEmpty else { return [] }
        return (isChanged == true ? [.showConnector(session.connector)] : [])
            + [.announceSession(session), .announceSamples(stored, session)]
    }

    private mutating func stopped(
        _ session: SessionState?, samples: [Sample], isRepeated: Bool
    ) -> [StationAction] {
        if isRepeated { repeatedStops += 1 }
        guard let session else { return [] }
        let actions = ended(session)
        return isRepeated || samples.isEmpty ? actions : actions + [.announceSamples(samples, session)]
    }

    private mutating func forgot(_ session: SessionID) -> [StationAction] {
        guard let running = activeSessions.first(where: { $0.id == session }) else { return [] }
        return connectors.update(running.connector) { $0.ended(running) } == true
            ? [.showConnector(running.connector)] : []
    }

    private mutating func ended(_ session: SessionState) -> [StationAction] {
        let isChanged = connectors.update(session.connector) { $0.ended(session) } == true
        return (isChanged ? [.showConnector(session.connector)] : []) + [.announceSession(session)]
    }
}
