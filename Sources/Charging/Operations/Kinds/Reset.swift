import JSON
import OCPP

/// How a charger is to restart. The raw value is the schema's word.
package enum ResetType: String, Sendable, CaseIterable {
    /// As if the power had failed.
    case hard = "HARD"
    /// Transactions are stopped and reported first.
    case soft = "SOFT"
}

extension StationOperation {
    /// A charger is to restart; it is seen to have done so when it comes back.
    package static func reset(_ type: ResetType) throws(ChargingError) -> StationOperation {
        var operation = try StationOperation(
            .reset, OCPP16.Reset(type: type == .hard ? .hard : .soft), described: ["type": .string(type.rawValue)])
        operation.effect = .stationReturns(within: .restart, after: ["Accepted"])
        return operation
    }
}
