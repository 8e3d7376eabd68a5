import JSON
import OCPP

extension StationOperation {
    /// A charger is to keep to a profile; once it accepts it, it counts as being there.
    ///
    /// A TxProfile goes to the transaction that runs on the connector, whose number is filled in where it is not given:
    /// one for a session that has ended is not sent. OCPP 1.6 edition 2, section 5.16.
    package static func setChargingProfile(
        connector: Int, _ profile: RequestedProfile
    ) throws(ChargingError) -> StationOperation {
        _ = try profile.onTheWire(connector: connector)
        var operation = StationOperation(
            .setChargingProfile,
            described: ["connector": .integer(Int64(connector)), "profile": .object(profile.described)]
        ) { context in
            let sent = try await context.smartChargingState().checked(profile, connector: connector)
            var call = OperationCall(try sent.onTheWire(connector: connector))
            call.concluded = { status, _ in
                guard status == .accepted else { return }
                try await context.tools.chargingProfiles.accepted(
                    InstalledProfile(connector: connector, profile: sent, acceptedAt: context.clock()),
                    of: context.target.station, by: context.id)
            }
            return call
        }
        operation.check = { context in
            _ = try await context.smartChargingState().checked(profile, connector: connector)
        }
        operation.right = .configureStation
        return operation
    }
}

extension OperationContext {
    /// The transactions are those that the charge point itself knows of.
    func smartChargingState() async throws -> SmartChargingState {
        var state = try await tools.chargingProfiles.state(of: target.station)
        state.knowsOnlyStackLevelZero = knowsOnlyStackLevelZero
        state.transactions = runningSessions.map {
            SmartChargingState.Transaction(connector: $0.connector, id: $0.transactionID, startedAt: $0.startedAt)
        }
        return state
    }
}
