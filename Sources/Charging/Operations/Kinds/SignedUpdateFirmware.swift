package import JSON
import OCPP

extension StationOperation {
    /// A charger with the security extension is to fetch firmware, see by its signature that it is genuine, and install it;
    /// the installation is the effect.
    ///
    /// - Parameters:
    ///   - image: of the catalogue, with a signature.
    ///   - name: how the image is shown.
    ///   - retrieveAt: absent: now.
    ///   - installAt: absent: when it is there.
    package static func signedUpdateFirmware(
        _ image: FirmwareImageID, name: String, retrieveAt: Timestamp?, installAt: Timestamp?, retries: Int?,
        retryInterval: Int?
    ) -> StationOperation {
        var operation = StationOperation(
            .signedUpdateFirmware,
            described: .described([
                "imageId": .string(name), "retrieveAt": .described(retrieveAt), "installAt": .described(installAt),
                "retries": .described(retries), "retryIntervalSeconds": .described(retryInterval),
            ])
        ) { context in
            let plan = try FirmwarePlan(retrieveAt: retrieveAt, installAt: installAt, context)
            let offered = try await context.tools.files.firmware(
                image, for: context.id, reached: context.reachedAddress, until: plan.end)
            guard let signature = offered.signature else {
                throw ChargingError(.badInput, "This image has no signature.", field: "imageId")
            }
            var call = try OperationCall(
                checked: OCPP16.SignedUpdateFirmware(
                    retries: retries, retryInterval: retryInterval, requestId: context.requestID,
                    firmware: OCPP16.SignedFirmware(
                        location: offered.address.address, retrieveDateTime: plan.retrieval,
                        installDateTime: installAt, signingCertificate: signature.certificate,
                        signature: signature.signature)),
                secrets: [offered.address.secret])
            call.effect = .ending(
                OCPP16.SignedFirmwareStatusNotification.action, requestID: context.requestID,
                within: { _ in plan.window }, seen: ["Installed"],
                missed: ["DownloadFailed", "InstallationFailed", "InstallVerificationFailed", "InvalidSignature"])
            return call
        }
        operation.right = .configureStation
        return operation
    }
}
