import JSON
import OCPP

extension StationOperation {
    /// A charger is to send one of its messages now; it is seen to have done so when that message comes.
    ///
    /// - Parameter message: as OCPP names it.
    package static func triggerMessage(_ message: String, connector: Int?) throws(ChargingError) -> StationOperation {
        guard let trigger = OCPP16.MessageTrigger(rawValue: message) else {
            let known = OCPP16.MessageTrigger.allCases.map(\.rawValue).joined(separator: ", ")
            throw ChargingError(.badInput, "A charger can be asked for \(known).", field: "message")
        }
        var operation = try StationOperation(
            .triggerMessage, OCPP16.TriggerMessage(trigger, connectorId: connector),
            described: .described(["message": .string(message), "connector": .described(connector)]))
        operation.effect = .messageComes(message, connector: connector)
        if trigger == .bootNotification {
            operation.refusalWhenAccepted = bootNotificationRefusal
        }
        return operation
    }

    /// Errata 3.40.
    static var bootNotificationRefusal: String {
        "The station is accepted, so it may not be asked for BootNotification again."
    }
}

extension ExpectedEffect {
    /// - Parameter action: as OCPP names it.
    static func messageComes(_ action: String, connector: Int?) -> ExpectedEffect {
        var effect = ExpectedEffect(within: .usual) { event, _ in
            guard case .messageHeard(let message) = event, message.action == action else { return nil }
            return connector == nil || message.connector == nil || message.connector == connector ? .seen : nil
        }
        effect.record = record(.messageComes, ["action": .string(action), "connector": .described(connector)])
        return effect
    }
}
