import JSON
import OCPP

extension StationOperation {
    /// A charger is to keep to a profile.
    ///
    /// A TxProfile goes to the transaction that runs on the connector, whose number is filled in where it is not given.
    package static func setChargingProfile(
        connector: Int, _ profile: RequestedProfile
    ) throws(ChargingError) -> StationOperation {
        _ = try OperationCall(
            checked: OCPP16.SetChargingProfile(connectorId: connector, csChargingProfiles: try profile.onTheWire()))
        if profile.purpose == .chargePointMax, connector != 0 {
            throw ChargingError(.badInput, "A CHARGE_POINT_MAX_PROFILE is for connector 0.", field: "connector")
        }
        if profile.purpose == .transaction, connector == 0 {
            throw ChargingError(.badInput, "A TX_PROFILE is for the connector of its transaction.", field: "connector")
        }
        var operation = StationOperation(
            .setChargingProfile,
            described: ["connector": .integer(Int64(connector)), "profile": .object(profile.described)]
        ) { context in
            var profile = profile
            if profile.purpose == .transaction, profile.transactionID == nil {
                guard let session = context.runningSessions.first(where: { $0.connector == connector }) else {
                    throw ChargingError(.conflict, "No charge runs on connector \(connector).")
                }
                profile.transactionID = Int(session.transactionID)
            }
            return OperationCall(
                OCPP16.SetChargingProfile(connectorId: connector, csChargingProfiles: try profile.onTheWire()))
        }
        operation.right = .configureStation
        return operation
    }
}
