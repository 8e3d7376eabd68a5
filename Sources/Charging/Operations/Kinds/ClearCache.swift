import JSON
import OCPP

extension StationOperation {
    /// A charger is to forget what it learnt about tags.
    package static func clearCache() throws(ChargingError) -> StationOperation {
        var operation = try StationOperation(.clearCache, OCPP16.ClearCache(), described: [:])
        operation.right = .configureStation
        return operation
    }
}
