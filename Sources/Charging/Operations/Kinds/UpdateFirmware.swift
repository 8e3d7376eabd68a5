package import JSON
import OCPP

extension StationOperation {
    /// A charger is to fetch and install firmware; the installation is the effect.
    ///
    /// - Parameter retrieveAt: absent: now.
    package static func updateFirmware(
        location: String, retrieveAt: Timestamp?, retries: Int?, retryInterval: Int?
    ) throws(ChargingError) -> StationOperation {
        let request = { @Sendable (retrieveDate: Timestamp) in
            OCPP16.UpdateFirmware(
                location: location, retrieveDate: retrieveDate, retries: retries, retryInterval: retryInterval)
        }
        _ = try OperationCall(checked: request(Timestamp(microseconds: 0)))
        var operation = StationOperation(
            .updateFirmware,
            described: .described([
                "url": .string(location), "retrieveAt": .described(retrieveAt), "retries": .described(retries),
                "retryIntervalSeconds": .described(retryInterval),
            ])
        ) { context in OperationCall(request(retrieveAt ?? context.now)) }
        operation.right = .configureStation
        operation.effect = .ending(
            OCPP16.FirmwareStatusNotification.action, within: { _ in .deferred }, seen: ["Installed"],
            missed: ["DownloadFailed", "InstallationFailed"])
        return operation
    }
}
