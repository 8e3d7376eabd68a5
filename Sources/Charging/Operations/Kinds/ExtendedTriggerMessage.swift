import JSON
import OCPP

extension StationOperation {
    /// The security extension's form of ``triggerMessage(_:connector:)``, which knows more messages.
    ///
    /// - Parameter message: as the security whitepaper names it.
    package static func extendedTriggerMessage(
        _ message: String, connector: Int?
    ) throws(ChargingError) -> StationOperation {
        guard let trigger = OCPP16.ExtendedMessageTrigger(rawValue: message) else {
            let known = OCPP16.ExtendedMessageTrigger.allCases.map(\.rawValue).joined(separator: ", ")
            throw ChargingError(.badInput, "A charger can be asked for \(known).", field: "message")
        }
        let request = OCPP16.ExtendedTriggerMessage(requestedMessage: .known(trigger), connectorId: connector)
        var operation = try StationOperation(
            .extendedTriggerMessage, request,
            described: .described(["message": .string(message), "connector": .described(connector)]))
        operation.effect = .messageComes(request.triggeredAction ?? message, connector: connector)
        if trigger == .bootNotification { operation.refusalWhenAccepted = bootNotificationRefusal }
        return operation
    }
}
