import JSON
import OCPP

extension StationOperation {
    /// A station is to start charging with a tag.
    ///
    /// - Parameter connector: absent: the charger chooses.
    package static func remoteStart(connector: Int?, idTag: String) throws(ChargingError) -> StationOperation {
        guard (1...20).contains(idTag.unicodeScalars.count) else {
            throw ChargingError(.badInput, "A tag has 1 to 20 characters.", field: "idTag")
        }
        if let connector, !(1...ConnectorNumber.highest).contains(connector) {
            throw ChargingError(.badInput, "Connectors are numbered from 1.", field: "connector")
        }
        var operation = try StationOperation(
            .remoteStart, OCPP16.RemoteStartTransaction(idTag: IdTag(idTag), connectorId: connector),
            described: .described(["idTag": .string(idTag), "connector": .described(connector)]))
        operation.isAllowedWhilePending = false
        operation.effect = .sessionStarts(idTag: IdTag(idTag), connector: connector)
        return operation
    }
}

extension ExpectedEffect {
    fileprivate static func sessionStarts(idTag: IdTag, connector: Int?) -> ExpectedEffect {
        ExpectedEffect(within: .usual) { event, before in
            guard case .sessionChanged(let session) = event, !before.runningSessions.contains(session.id),
                IdTag(session.idTag) == idTag, session.authorization == .accepted,
                connector == nil || connector == session.connector
            else { return nil }
            return .seen
        }
    }
}
