import JSON
import OCPP

extension StationOperation {
    /// What the standard has no message for.
    package static func dataTransfer(
        vendorID: String, messageID: String?, data: String?
    ) throws(ChargingError) -> StationOperation {
        var operation = try StationOperation(
            .dataTransfer, OCPP16.DataTransfer(vendorId: vendorID, messageId: messageID, data: data),
            described: .described([
                "vendorId": .string(vendorID), "messageId": .described(messageID), "data": .described(data),
            ]))
        operation.right = .configureStation
        return operation
    }
}
