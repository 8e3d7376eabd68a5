import JSON
import OCPP

extension StationOperation {
    /// A charger is to forget one profile by its id, or those that have all of what is given; all of them where nothing is.
    package static func clearChargingProfile(_ criteria: ProfileCriteria) throws(ChargingError) -> StationOperation {
        let sent = try OperationCall(
            checked: OCPP16.ClearChargingProfile(
                id: criteria.id, connectorId: criteria.connector, chargingProfilePurpose: criteria.purpose?.onTheWire,
                stackLevel: criteria.stackLevel))
        var operation = StationOperation(
            .clearChargingProfile,
            described: .described([
                "profileId": .described(criteria.id), "connector": .described(criteria.connector),
                "purpose": .described(criteria.purpose?.rawValue), "stackLevel": .described(criteria.stackLevel),
            ])
        ) { context in
            var call = sent
            call.concluded = { status, answer in
                // Unknown says that the charger has none such, so none is left of those that we thought it had.
                guard status == .accepted || answer?["status"]?.string == "Unknown" else { return }
                try await context.tools.chargingProfiles.cleared(
                    criteria, of: context.target.station, by: context.id)
            }
            return call
        }
        operation.right = .configureStation
        return operation
    }
}
