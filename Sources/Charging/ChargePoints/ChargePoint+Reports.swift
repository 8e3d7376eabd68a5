import JSON
import Logging
import OCPP
import Synchronization

// From the report through the commit to the answer and the events.
extension ChargePoint {
    /// Takes the next CALLs, one after the other, until one has to wait for its commit.
    func advance() {
        while pending == nil, case .running = phase, let next = inbox.popFirst() { handle(next) }
        readOn()
        recordCheckpointIfDue()
    }

    private func handle(_ inbound: InboundCall) {
        let (call, handler) = (inbound.call, inbound.handler)
        guard isAllowed(call.action, handler) else {
            counters.callsBeforeAcceptance += 1
            return refuse(inbound, .securityError, "the station is not accepted: BootNotification comes first")
        }
        do throws(MessageRefusal) {
            guard let sent = try handler.report(call.request, inbound.receivedAt) else {
                return fail("no report for \(call.action)")
            }
            let report = corrected(sent, receivedAt: inbound.receivedAt)
            if handler.waitsForCommit { commit(report, of: inbound) } else { answerAtOnce(report, of: inbound) }
        } catch {
            counters.unreadableCalls += 1
            refuse(inbound, error.code, error.text)
        }
    }

    private func corrected(_ report: Report, receivedAt: Timestamp) -> Report {
        guard let corrections = quirks.corrections else { return report }
        return corrections.corrected(report, receivedAt: receivedAt) { connector, transactionID in
            let meant = station.activeSessions.filter { session in
                // A number that is none leaves the connector, where the message names one.
                transactionID.map { $0 > 0 } ?? true
                    ? session.transactionID == transactionID : (connector ?? session.connector) == session.connector
            }
            guard meant.count == 1, let session = meant.first else { return nil }
            let latest = (session.meterBaselineWh ?? session.meterStartWh) + session.energyWh
            return RegisterProgress(startWh: session.meterStartWh, latestWh: latest)
        }
    }

    private func isAllowed(_ action: String, _ handler: MessageHandler) -> Bool {
        switch station.record.admission {
        case .accepted: true
        case .pending: handler.isAllowedBeforeAcceptance || triggeredActions.contains(action)
        case .rejected: handler.isAllowedBeforeAcceptance
        }
    }

    func source(receivedAt: Timestamp, messageID: String?) -> ReportSource {
        ReportSource(
            stationID: stationID, organizationID: station.record.organizationID, generation: generation,
            receivedAt: receivedAt, messageID: messageID, chargePointID: admission.station.chargePointID)
    }

    private func source(of inbound: InboundCall) -> ReportSource {
        source(receivedAt: inbound.receivedAt, messageID: inbound.call.id.text)
    }

    private func answerAtOnce(_ report: Report, of inbound: InboundCall) {
        guard let answer = answer(to: inbound, .recorded) else { return fail("no answer for \(inbound.call.action)") }
        reply(to: inbound, answer)
        // The answer does not slow the charger down, so one that loops would fill the queue that all of them share.
        guard heartbeatsUnderWay.load(ordering: .relaxed) < Self.heartbeatLimit else {
            return counters.unrecordedHeartbeats += 1
        }
        heartbeatsUnderWay.add(1, ordering: .relaxed)
        environment.writer.submit(report, from: source(of: inbound)) { [self] result in
            heartbeatsUnderWay.subtract(1, ordering: .relaxed)
            guard case .failure = result else { return }
            connection.execute { self.assumeIsolated { $0.heartbeatFailed(result) } }
        }
    }

    private func heartbeatFailed(_ result: Result<ReportOutcome, ReportFailure>) {
        counters.unrecordedHeartbeats += 1
        recordVerdict(0, .heartbeat, result)
    }

    private func commit(_ report: Report, of inbound: InboundCall) {
        commits += 1
        let number = commits
        pending = PendingCommit(number: number, inbound: inbound, report: report)
        environment.writer.submit(report, from: source(of: inbound)) { [self] result in
            connection.execute { self.assumeIsolated { $0.committed(number, result) } }
        }
    }

    func committed(_ number: UInt64, _ result: Result<ReportOutcome, ReportFailure>) {
        guard let commit = pending, commit.number == number else { return }
        recordVerdict(number, commit.report, result)
        pending = nil
        switch result {
        case .success(let outcome): conclude(commit, outcome)
        case .failure(.refused(let reason)):
            // Said aloud: the charger repeats and then discards what is refused, and so it would with silence.
            counters.refusedReports += 1
            logger.error(
                "the database refused a report",
                metadata: ["action": "\(commit.inbound.call.action)", "reason": "\(reason)"])
            refuse(commit.inbound, .internalError, "the message could not be stored")
        case .failure(.unavailable), .failure(.overloaded):
            // Unanswered, so that the charger keeps its queue.
            end(.storeUnavailable)
        }
        if pending == nil {
            for drain in drains { drain.finish() }
            drains = []
        }
        advance()
    }

    /// The live status first, then the answer, then the events: whoever asks after the answer sees it.
    private func conclude(_ commit: PendingCommit, _ outcome: ReportOutcome) {
        let inbound = commit.inbound
        let movesBefore = station.illegalMoves
        guard let actions = station.committed(commit.report, outcome, receivedAt: inbound.receivedAt),
            let answer = answer(to: inbound, outcome)
        else { return fail("the outcome of \(inbound.call.action) is not one that it can have") }
        if case .booted(let boot) = commit.report { quirks.booted(boot) }
        noteEvidence(commit, movesBefore)
        let shown = show(actions)
        reply(to: inbound, answer)
        announce(actions, shown)
        reconsider(commit.report, messageID: inbound.call.id.text)
    }

    private func noteEvidence(_ commit: PendingCommit, _ movesBefore: Int) {
        let evidence = environment.liveStatus.connections
        if station.illegalMoves > movesBefore, case .statusChanged(let report) = commit.report {
            evidence.note(
                .illegalMoves, of: stationID, at: now,
                detail: "connector \(report.connector) became \(report.status.rawValue)")
        }
        if !quirks.knowsMake {
            evidence.note(.notBooted, of: stationID, at: now, detail: commit.inbound.call.action)
        }
        if commit.report.hasIncredibleTime(receivedAt: commit.inbound.receivedAt) {
            evidence.note(.clockWrong, of: stationID, at: now, detail: commit.report.sentTime)
        }
    }

    // MARK: - Answers

    private func answer(to inbound: InboundCall, _ outcome: ReportOutcome) -> [UInt8]? {
        let configuration = environment.configuration
        let context = AnswerContext(
            now: now, admission: station.record.admission, heartbeatInterval: configuration.heartbeatInterval,
            retryInterval: configuration.bootRetryInterval)
        return inbound.handler.answer(inbound.call.request, inbound.call.id, outcome, context)
    }

    private func refuse(_ inbound: InboundCall, _ code: OCPP16.ErrorCode, _ description: String) {
        reply(
            to: inbound, OCPP16.encodedError(id: inbound.call.id, code: code, description: description), isError: true)
    }

    private func reply(to inbound: InboundCall, _ answer: [UInt8], isError: Bool = false) {
        guard case .running = phase else { return }
        if inbound.handler.remembersAnswer { calls.replied(to: inbound.call.id, answer: answer) }
        let (action, receivedAt) = (inbound.call.action, inbound.receivedAt)
        environment.metrics.frames?.ended(
            .received, action, isError ? .error : .result, after: receivedAt.duration(to: now))
        trace(inbound, isError: isError)
        sendAnswer(answer, isError ? .error : .result, to: action)
        if !isError { tell(of: inbound) }
        wantStatus(after: inbound)
    }

    /// To those who wait for messages of this station.
    private func tell(of inbound: InboundCall) {
        guard environment.watchedStations.contains(stationID) else { return }
        let message = HeardMessage(
            station: stationID, organization: station.record.organizationID, action: inbound.call.action,
            subject: inbound.handler.subject(inbound.call.request))
        environment.events.publish(.messageHeard(message))
    }

    // MARK: - What others see

    /// Nil when nothing of the row changed, or a newer connection owns it.
    func show(_ actions: [StationAction]) -> StationSnapshot? {
        var numbers: [Int] = []
        var showsStation = false
        for action in actions {
            switch action {
            case .showStation: showsStation = true
            case .showConnector(let number): numbers.append(number)
            case .announceSession, .announceSamples, .announceReservation, .announceEvent: break
            }
        }
        guard showsStation || !numbers.isEmpty else { return nil }
        return environment.liveStatus.update(stationID, generation: generation) { row in
            row.status = station.itself.status
            row.errorCode = station.itself.errorCode
            for number in numbers { row.show(station.connectors[number]?.snapshot) }
            // What a socket left behind may be committed after its end, when nobody knows what flows.
            if row.presence != .online { row.clearPower() }
        }
    }

    func announce(_ actions: [StationAction], _ shown: StationSnapshot?) {
        let events = environment.events
        for action in actions {
            switch action {
            case .showStation: if let shown { events.publish(.stationChanged(shown)) }
            case .showConnector(let number):
                guard let shown, let connector = shown.connector(number) else { continue }
                events.publish(.connectorChanged(connector, of: shown))
            case .announceSession(let session): events.publish(.sessionChanged(session))
            case .announceSamples(let samples, let session): events.publish(.meterValuesAdded(samples, to: session))
            case .announceReservation(let reservation): events.publish(.reservationChanged(reservation))
            case .announceEvent(let event): events.publish(.stationEventAdded(event))
            }
        }
    }
}

extension StationSnapshot {
    mutating func clearPower() {
        for index in connectors.indices { connectors[index].powerW = nil }
    }

    /// Puts a connector into its place.
    mutating func show(_ connector: ConnectorSnapshot?) {
        guard let connector else { return }
        if let index = connectors.firstIndex(where: { $0.number >= connector.number }) {
            if connectors[index].number == connector.number {
                connectors[index] = connector
            } else {
                connectors.insert(connector, at: index)
            }
        } else {
            connectors.append(connector)
        }
    }
}
