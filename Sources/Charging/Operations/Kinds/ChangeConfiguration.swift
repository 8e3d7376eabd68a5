import JSON
import OCPP

extension StationOperation {
    /// A charger is to change one of its settings. Where that needs a restart, its coming back is the effect.
    package static func changeConfiguration(key: String, value: String) throws(ChargingError) -> StationOperation {
        let call = try OperationCall(
            checked: OCPP16.ChangeConfiguration(key: key, value: value),
            secrets: Masking.isSecret(key) ? [value] : [])
        var operation = StationOperation(
            .changeConfiguration, described: ["key": .string(key), "value": .string(value)]
        ) { _ in call }
        operation.right = .configureStation
        operation.effect = .stationReturns(within: .deferred, after: ["RebootRequired"])
        return operation
    }
}
