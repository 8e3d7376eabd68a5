import JSON
import OCPP

extension StationOperation {
    /// A charger is to forget the profiles that have all of what is given; all of them where nothing is.
    package static func clearChargingProfile(
        id: Int?, connector: Int?, purpose: ProfilePurpose?, stackLevel: Int?
    ) throws(ChargingError) -> StationOperation {
        var operation = try StationOperation(
            .clearChargingProfile,
            OCPP16.ClearChargingProfile(
                id: id, connectorId: connector, chargingProfilePurpose: purpose?.onTheWire, stackLevel: stackLevel),
            described: .described([
                "profileId": .described(id), "connector": .described(connector),
                "purpose": .described(purpose?.rawValue), "stackLevel": .described(stackLevel),
            ]))
        operation.right = .configureStation
        return operation
    }
}
