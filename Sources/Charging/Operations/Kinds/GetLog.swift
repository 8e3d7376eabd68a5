package import JSON
import OCPP

/// Which log a charger is to upload. The raw value is the schema's word.
package enum LogType: String, Sendable, CaseIterable {
    case diagnostics = "DIAGNOSTICS_LOG"
    case security = "SECURITY_LOG"
}

extension StationOperation {
    /// A charger is to upload one of its logs; that it has done so is the effect.
    ///
    /// - Parameter location: where to, an address that the charger can reach; absent: to this server.
    package static func getLog(
        _ type: LogType, location: String? = nil, from: Timestamp?, to: Timestamp?, retries: Int? = nil,
        retryInterval: Int? = nil
    ) throws(ChargingError) -> StationOperation {
        let request = { @Sendable (requestID: Int, location: String) in
            OCPP16.GetLog(
                log: OCPP16.LogParameters(remoteLocation: location, oldestTimestamp: from, latestTimestamp: to),
                logType: type == .diagnostics ? .diagnosticsLog : .securityLog, requestId: requestID, retries: retries,
                retryInterval: retryInterval)
        }
        if let location { try FileLocation.check(location, field: "location") }
        _ = try OperationCall(checked: request(1, location ?? "http://h/"))
        return StationOperation(
            .getLog,
            described: .described([
                "logType": .string(type.rawValue), "location": .described(location), "from": .described(from),
                "to": .described(to), "retries": .described(retries),
                "retryIntervalSeconds": .described(retryInterval),
            ])
        ) { context in
            let destination = try await UploadDestination(location, context)
            var call = OperationCall(request(context.requestID, destination.address), secrets: destination.secrets)
            call.effect = destination.effect(
                OCPP16.LogStatusNotification.action, requestID: context.requestID, within: { _ in .transfer },
                seen: ["Uploaded"],
                missed: ["UploadFailure", "BadMessage", "NotSupportedOperation", "PermissionDenied"])
            return call
        }
    }
}
