import JSON
import OCPP

extension StationOperation {
    /// A charger is to stop a transaction.
    ///
    /// - Parameter wasActive: when it was asked; a session that was estimated by then shows nothing by being so.
    static func remoteStop(
        _ session: SessionID, transaction: Int64, wasActive: Bool
    ) throws(ChargingError) -> StationOperation {
        var operation = try StationOperation(
            .remoteStop, OCPP16.RemoteStopTransaction(transactionId: Int(transaction)),
            described: ["transactionId": .integer(transaction)])
        operation.isAllowedWhilePending = false
        operation.session = session
        operation.effect = .sessionStops(session, wasActive: wasActive)
        return operation
    }
}

extension ExpectedEffect {
    fileprivate static func sessionStops(_ id: SessionID, wasActive: Bool) -> ExpectedEffect {
        var effect = ExpectedEffect(within: .usual) { event, _ in
            guard case .sessionChanged(let session) = event, session.id == id else { return nil }
            return session.status == .completed || wasActive && session.status == .estimated ? .seen : nil
        }
        effect.record = record(
            .sessionStops, ["session": .integer(id.rawValue), "wasActive": .bool(wasActive)])
        return effect
    }

    static func restoredSessionStop(_ record: JSONValue) -> ExpectedEffect? {
        guard let session = record["session"]?.integer, let wasActive = record["wasActive"]?.bool else { return nil }
        return sessionStops(SessionID(rawValue: session), wasActive: wasActive)
    }
}
