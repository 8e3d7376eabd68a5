import JSON
import OCPP

// What the registry does for a charge point that has come back, beside its frames.
extension ChargePointRegistry {
    /// Asks for what the charger has not told by itself: for everything at once, and then for each connector that is still
    /// missing.
    ///
    /// The answer is only whether it will tell; the reports themselves come as calls of the charger. One that does not know
    /// the question is not asked again. Ten thousand that come back at once are asked one after the other.
    func wantStatus(of chargePoint: ChargePoint, afterBoot isAfterBoot: Bool) {
        let rest = isAfterBoot ? configuration.statusWaitAfterBoot : .zero
        later(.askStatus, for: chargePoint, after: rest + configuration.statusSpread * Double.random(in: 0..<1))
    }

    func later(_ errand: Agenda.Errand, for chargePoint: ChargePoint, after time: Duration) {
        let entry = Agenda.Entry(
            station: chargePoint.stationID, chargePoint: ObjectIdentifier(chargePoint), errand: errand)
        guard time > .zero else { return _ = workInput.yield(.due(entry)) }
        agenda.add(entry, at: stopwatch.elapsed() + time)
        agendaSignal.yield()
    }

    /// Hands out what is due, each thing as work of its own.
    func keepAgenda() async {
        for await _ in agendaSignals {
            while !agenda.isEmpty {
                let now = stopwatch.elapsed()
                for entry in agenda.takeDue(at: now) { workInput.yield(.due(entry)) }
                guard !agenda.isEmpty else { break }
                do { try await stopwatch.sleep(now + Agenda.step) } catch { return }
            }
        }
    }

    func carryOut(_ entry: Agenda.Entry) async {
        guard let chargePoint = table[entry.station]?.live, ObjectIdentifier(chargePoint) == entry.chargePoint else {
            return
        }
        switch entry.errand {
        case .askStatus:
            guard await !chargePoint.staleConnectors.isEmpty, await triggerStatus(of: chargePoint, nil) else { return }
            later(.askMissingStatus, for: chargePoint, after: configuration.statusWait)
        case .askMissingStatus:
            for connector in await chargePoint.staleConnectors.prefix(configuration.statusQuestionLimit) {
                guard await triggerStatus(of: chargePoint, connector) else { return }
            }
        case .closeAbandonedSession(let connector):
            guard let patience = await chargePoint.closeAbandonedSession(of: connector) else { return }
            later(entry.errand, for: chargePoint, after: patience)
        }
    }

    /// False when there is no use in asking on.
    private func triggerStatus(of chargePoint: ChargePoint, _ connector: Int?) async -> Bool {
        let request = OCPP16.TriggerMessage(
            requestedMessage: .known(.statusNotification), connectorId: connector)
        // A failure is an answer as well: the charger does not know the question, or is gone.
        let answer = try? await chargePoint.call(request, priority: .low)
        return answer?.payload["status"] == "Accepted"
    }
}
