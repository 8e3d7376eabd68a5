import JSON
import OCPP

extension StationOperation {
    /// A stuck cable is to be freed. No way to stop a charge: the answer says what happened, and is all that there is.
    package static func unlockConnector(_ connector: Int) throws(ChargingError) -> StationOperation {
        try StationOperation(
            .unlockConnector, OCPP16.UnlockConnector(connectorId: connector),
            described: ["connector": .integer(Int64(connector))])
    }
}
