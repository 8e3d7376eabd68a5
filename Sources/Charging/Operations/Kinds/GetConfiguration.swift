import JSON
import OCPP

extension StationOperation {
    /// A charger is to tell its configuration: these keys, or all of them where none is named.
    package static func getConfiguration(keys: [String]) throws(ChargingError) -> StationOperation {
        try StationOperation(
            .getConfiguration, OCPP16.GetConfiguration(keys: keys),
            described: ["keys": .array(keys.map { .string($0) })])
    }
}
