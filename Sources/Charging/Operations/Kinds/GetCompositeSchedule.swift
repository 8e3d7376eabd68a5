import JSON
import OCPP

extension StationOperation {
    /// A charger is to tell what it will allow from now on; connector 0 is the whole station.
    package static func getCompositeSchedule(
        connector: Int, duration: Int, unit: RateUnit?
    ) throws(ChargingError) -> StationOperation {
        try StationOperation(
            .getCompositeSchedule,
            OCPP16.GetCompositeSchedule(
                connectorId: connector, duration: duration, chargingRateUnit: unit?.onTheWire),
            described: .described([
                "connector": .integer(Int64(connector)), "durationSeconds": .integer(Int64(duration)),
                "unit": .described(unit?.rawValue),
            ]))
    }
}
