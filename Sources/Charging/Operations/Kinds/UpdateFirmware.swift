package import JSON
import OCPP

/// Where a charger gets its firmware from.
package enum FirmwareSource: Sendable {
    /// The catalogue, by this server.
    ///
    /// - Parameter name: how it is shown.
    case image(FirmwareImageID, name: String)
    case address(String)

    fileprivate var imageName: String? { if case .image(_, let name) = self { name } else { nil } }
    fileprivate var address: String? { if case .address(let address) = self { address } else { nil } }

    /// The address for one charger, and what of it nobody may read afterwards.
    fileprivate func offer(
        to context: OperationContext, until: Timestamp
    ) async throws -> (address: String, secrets: [String]) {
        switch self {
        case .address(let address): return (address, [])
        case .image(let image, _):
            let offered = try await context.tools.files.firmware(
                image, for: context.id, reached: context.reachedAddress, until: until)
            return (offered.address.address, [offered.address.secret])
        }
    }
}

extension StationOperation {
    /// A charger is to fetch and install firmware; the installation is the effect.
    ///
    /// - Parameter retrieveAt: absent: now.
    package static func updateFirmware(
        _ source: FirmwareSource, retrieveAt: Timestamp?, retries: Int?, retryInterval: Int?
    ) throws(ChargingError) -> StationOperation {
        let request = { @Sendable (location: String, retrieveDate: Timestamp) in
            OCPP16.UpdateFirmware(
                location: location, retrieveDate: retrieveDate, retries: retries, retryInterval: retryInterval)
        }
        if let address = source.address { try FileLocation.check(address, field: "url") }
        _ = try OperationCall(checked: request(source.address ?? "http://h/", Timestamp(microseconds: 0)))
        var operation = StationOperation(
            .updateFirmware,
            described: .described([
                "imageId": .described(source.imageName), "url": .described(source.address),
                "retrieveAt": .described(retrieveAt), "retries": .described(retries),
                "retryIntervalSeconds": .described(retryInterval),
            ])
        ) { context in
            let plan = try FirmwarePlan(retrieveAt: retrieveAt, context)
            let (address, secrets) = try await source.offer(to: context, until: plan.end)
            var call = OperationCall(request(address, plan.retrieval), secrets: secrets)
            call.effect = .ending(
                OCPP16.FirmwareStatusNotification.action, within: { _ in plan.window }, seen: ["Installed"],
                missed: ["DownloadFailed", "InstallationFailed"])
            return call
        }
        operation.right = .configureStation
        return operation
    }
}

/// When an update begins, and until when it may take.
struct FirmwarePlan: Sendable {
    /// How far ahead an update may be asked for.
    private static let horizon = Duration.seconds(30 * 86_400)

    let retrieval: Timestamp
    let end: Timestamp
    let window: EffectWindow

    /// - Parameter retrieveAt: absent: now.
    /// - Throws: ``ChargingError`` `.badInput` for a time too far ahead.
    init(retrieveAt: Timestamp?, installAt: Timestamp? = nil, _ context: OperationContext) throws {
        retrieval = retrieveAt ?? context.now
        let last = max(retrieval, installAt ?? retrieval)
        let delay = max(.zero, context.now.duration(to: last))
        guard delay <= Self.horizon else {
            throw ChargingError(.badInput, "An update can be planned at most 30 days ahead.", field: "retrieveAt")
        }
        end = max(context.now, last).advanced(by: context.configuration.deferredWindow)
        window = .postponed(by: delay)
    }
}
