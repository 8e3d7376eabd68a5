package import Charging
import JSON
import Synchronization

extension MemoryDatabase: ReportWriter {
    package func submit(
        _ report: Report, from source: ReportSource,
        completion: @escaping @Sendable (Result<ReportOutcome, ReportFailure>) -> Void
    ) {
        let isHeld = state.withLock { state in
            if state.holdsCommits {
                state.waiting.append(Waiting(report: report, source: source, completion: completion))
            }
            return state.holdsCommits
        }
        if !isHeld { completion(commit(report, source)) }
    }

    /// Commits the oldest of those that were held back, or fails it.
    package func releaseOne(_ failure: ReportFailure? = nil) {
        let next = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
        guard let next else { return }
        next.completion(failure.map { .failure($0) } ?? commit(next.report, next.source))
    }

    package func releaseAll() {
        holdsCommits = false
        while waitingCount > 0 { releaseOne() }
    }

    private func commit(_ report: Report, _ source: ReportSource) -> Result<ReportOutcome, ReportFailure> {
        state.withLock { state in
            if state.isAway { return .failure(.unavailable) }
            if let failure = state.failure { return .failure(failure) }
            state.committed.append(Committed(report: report, source: source))
            if state.answersWrongly { return .success(.metered(nil, stored: [])) }
            return .success(state.apply(report, source))
        }
    }
}

extension MemoryDatabase.State {
    mutating func newID() -> Int64 {
        lastID += 1
        return lastID
    }

    mutating func apply(_ report: Report, _ source: ReportSource) -> ReportOutcome {
        switch report {
        case .booted, .heartbeat: .recorded
        case .eventReported(let report): added(report, source)
        case .authorizationAsked(let idTag): .authorized(TagVerdict(status: verdict(idTag)))
        case .statusChanged(let status): changed(status, source)
        case .started(let start): started(start, source)
        case .metered(let meter): metered(meter, source)
        case .stopped(let stop): stopped(stop, source)
        case .estimated(let estimate): estimated(estimate, source)
        }
    }

    private mutating func added(_ report: StationEventReport, _ source: ReportSource) -> ReportOutcome {
        if let known = events.last(where: { $0.stationID == source.stationID && $0.report == report }) {
            return .event(known, isRepeated: true)
        }
        let event = StationEvent(
            id: StationEventID(rawValue: newID()), organizationID: source.organizationID,
            stationID: source.stationID, report: report)
        events.append(event)
        return .event(event, isRepeated: false)
    }

    private func verdict(_ idTag: String) -> AuthorizationStatus { verdicts[idTag.lowercased()] ?? .accepted }

    private mutating func connectorID(_ number: Int, _ station: StationID) -> ConnectorID {
        if let known = connectors[station]?[number]?.id { return known }
        let id = ConnectorID(rawValue: newID())
        connectors[station, default: [:]][number] = ConnectorRecord(
            id: id, stationID: station, number: number, status: .unknown, errorCode: nil, statusChangedAt: nil)
        return id
    }

    private mutating func changed(_ report: StatusReport, _ source: ReportSource) -> ReportOutcome {
        let isCurrent = stations[source.stationID]?.generation == source.generation
        guard report.connector > 0 else {
            if isCurrent { stations[source.stationID]?.status = report.status }
            return .status(connectorID: nil, isCurrent: isCurrent)
        }
        let id = connectorID(report.connector, source.stationID)
        if isCurrent {
            connectors[source.stationID]?[report.connector]?.status = report.status
            connectors[source.stationID]?[report.connector]?.errorCode = report.errorCode
            connectors[source.stationID]?[report.connector]?.statusChangedAt = report.at.understood
        }
        return .status(connectorID: id, isCurrent: isCurrent)
    }

    private mutating func started(_ report: StartReport, _ source: ReportSource) -> ReportOutcome {
        let id = connectorID(report.connector, source.stationID)
        let key = MemoryDatabase.StartKey(
            station: source.stationID, connector: report.connector, idTag: report.idTag.lowercased(),
            at: report.at.sent,
            meter: report.meterStartWh)
        if let known = starts[key], let session = sessions.first(where: { $0.transactionID == known }) {
            let verdict = TagVerdict(status: session.authorization)
            return .started(session, connectorID: id, verdict: verdict, isRepeated: true, closed: [])
        }
        let closed = closeSessions(on: report.connector, source, at: report.at.understood)
        let authorization = verdict(report.idTag)
        let session = SessionState(
            id: SessionID(rawValue: newID()), organizationID: source.organizationID, stationID: source.stationID,
            connector: report.connector, transactionID: Int32(truncatingIfNeeded: newID()), status: .active,
            idTag: report.idTag, tagID: nil, authorization: authorization, startedAt: report.at.understood,
            stoppedAt: nil, meterStartWh: report.meterStartWh, meterStopWh: nil, energyWh: 0, stopReason: nil)
        sessions.append(session)
        starts[key] = session.transactionID
        return .started(
            session, connectorID: id, verdict: TagVerdict(status: authorization), isRepeated: false, closed: closed)
    }

    private mutating func closeSessions(on connector: Int, _ source: ReportSource, at: Timestamp) -> [SessionState] {
        var closed: [SessionState] = []
        for index in sessions.indices
        where sessions[index].stationID == source.stationID && sessions[index].connector == connector
            && sessions[index].status == .active
        {
            sessions[index].status = .estimated
            sessions[index].stoppedAt = at
            closed.append(sessions[index])
        }
        return closed
    }

    private mutating func metered(_ report: MeterReport, _ source: ReportSource) -> ReportOutcome {
        guard let transaction = report.transactionID,
            let index = sessions.firstIndex(where: { $0.transactionID == transaction })
        else { return .metered(nil, stored: report.samples) }
        if let register = report.samples.last(where: \.isEnergyRegister) {
            sessions[index].energyWh = max(0, register.value - sessions[index].meterStartWh)
        }
        return .metered(sessions[index], stored: report.samples)
    }

    private mutating func stopped(_ report: StopReport, _ source: ReportSource) -> ReportOutcome {
        guard let index = sessions.firstIndex(where: { $0.transactionID == report.transactionID }) else {
            return .stopped(nil, verdict: nil, isRepeated: false)
        }
        let isRepeated = sessions[index].status == .completed
        if !isRepeated {
            sessions[index].status = .completed
            sessions[index].stoppedAt = report.at.understood
            sessions[index].meterStopWh = report.meterStopWh
            sessions[index].energyWh = max(0, report.meterStopWh - sessions[index].meterStartWh)
            sessions[index].stopReason = report.reason
        }
        let verdict = report.idTag.map { TagVerdict(status: self.verdict($0)) }
        return .stopped(sessions[index], verdict: verdict, isRepeated: isRepeated)
    }

    private mutating func estimated(_ report: EstimateReport, _ source: ReportSource) -> ReportOutcome {
        guard stations[source.stationID]?.generation == source.generation,
            let index = sessions.firstIndex(where: { $0.id == report.session && $0.status == .active })
        else { return .estimated(nil) }
        sessions[index].status = .estimated
        sessions[index].stoppedAt = source.receivedAt
        return .estimated(sessions[index])
    }
}
