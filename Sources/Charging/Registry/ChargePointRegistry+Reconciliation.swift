import JSON
import OCPP

// What the registry does for a charge point that has come back, beside its frames.
extension ChargePointRegistry {
    /// Asks for what the charger has not told by itself: for everything at once, and then for each connector that is still
    /// missing.
    ///
    /// The answer is only whether it will tell; the reports themselves come as calls of the charger. One that does not know
    /// the question is not asked again. Ten thousand that come back at once are asked one after the other.
    func askStatus(of chargePoint: ChargePoint, afterBoot isAfterBoot: Bool) async {
        let rest = isAfterBoot ? configuration.statusWaitAfterBoot : .zero
        guard await passed(rest + configuration.statusSpread * Double.random(in: 0..<1)) else { return }
        guard await !chargePoint.staleConnectors.isEmpty, await triggerStatus(of: chargePoint, nil),
            await passed(configuration.statusWait)
        else { return }
        for connector in await chargePoint.staleConnectors.prefix(configuration.statusQuestionLimit) {
            guard await triggerStatus(of: chargePoint, connector) else { return }
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

    func closeAbandonedSession(of chargePoint: ChargePoint, _ connector: Int) async {
        var patience: Duration? = configuration.abandonmentGrace
        while let wait = patience, await passed(wait) {
            patience = await chargePoint.closeAbandonedSession(of: connector)
        }
    }

    /// False when the registry is shutting down.
    private func passed(_ time: Duration) async -> Bool {
        guard time > .zero else { return !Task.isCancelled }
        do {
            try await clock.sleep(for: time)
            return true
        } catch {
            return false
        }
    }
}
