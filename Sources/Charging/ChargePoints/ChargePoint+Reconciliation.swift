import JSON
import OCPP

// After every gap: what may be old is asked for, and what is certainly over is closed.

/// A session that seems to be over, and the message that made it seem so.
struct Suspicion: Sendable {
    var session: SessionID
    var messageID: String
}

extension ChargePoint {
    // MARK: - Asking for status

    /// Once for each connection. A charger that comes back without booting says nothing of connectors whose status it
    /// believes known; one that has booted tells all of them by itself, if it does as it should (errata 3.22).
    func wantStatus(after inbound: InboundCall) {
        guard !hasAnswered else { return }
        hasAnswered = true
        guard environment.configuration.asksStatusAfterReconnect, station.record.admission == .accepted else { return }
        environment.notify(.statusWanted(self, afterBoot: inbound.call.action == OCPP16.BootNotification.action))
    }

    /// Connectors whose status is older than this connection, in their order; 0 is the station itself.
    var staleConnectors: [Int] {
        guard case .running = phase else { return [] }
        // Many chargers never speak of connector 0.
        let isKnown = station.itself.status != .unknown || station.connectors.isEmpty
        return ((isKnown ? [0] : []) + station.connectors.numbers).filter { !heardConnectors.contains($0) }
    }

    // MARK: - Closing what is over

    /// What was committed may show that a session is over whose stop never came.
    func reconsider(_ report: Report, messageID: String) {
        let connector: Int
        switch report {
        case .statusChanged(let status):
            connector = status.connector
            if heardConnectors.count <= ConnectorNumber.highest { heardConnectors.insert(connector) }
        case .started(let start): connector = start.connector
        case .booted, .authorizationAsked, .metered, .stopped, .estimated, .eventReported, .heartbeat: return
        }
        guard case .running = phase, let session = station.connectors[connector]?.abandonedSession,
            suspicions.updateValue(Suspicion(session: session, messageID: messageID), forKey: connector) == nil
        else { return }
        environment.notify(.sessionAbandoned(self, connector: connector))
    }

    /// Closes the session of a connector that has been free for long enough.
    ///
    /// - Returns: when to look again; nil when there is nothing more to be done.
    func closeAbandonedSession(of connector: Int) -> Duration? {
        guard case .running = phase, let suspicion = suspicions[connector], let machine = station.connectors[connector],
            machine.abandonedSession == suspicion.session
        else {
            suspicions[connector] = nil
            return nil
        }
        let patience = machine.patience(at: now, grace: environment.configuration.abandonmentGrace)
        guard patience == .zero else { return patience }
        let report = Report.estimated(EstimateReport(session: suspicion.session, reason: .connectorAvailable))
        let source = source(receivedAt: now, messageID: suspicion.messageID)
        environment.writer.submit(report, from: source) { [self] result in
            connection.execute {
                self.assumeIsolated { $0.estimated(connector, by: report, source.receivedAt, result) }
            }
        }
        return nil
    }

    private func estimated(
        _ connector: Int, by report: Report, _ receivedAt: Timestamp, _ result: Result<ReportOutcome, ReportFailure>
    ) {
        // It waited for the database as long as reports do, and waits again: a connector at rest reports nothing anew.
        if case .failure(.unavailable) = result {
            return environment.notify(.sessionAbandoned(self, connector: connector))
        }
        suspicions[connector] = nil
        guard case .success(let outcome) = result else { return }
        guard let actions = station.committed(report, outcome, receivedAt: receivedAt) else {
            return fail("the outcome of an estimate is not one that it can have")
        }
        announce(actions, show(actions))
        recordStateAnew()
    }
}
