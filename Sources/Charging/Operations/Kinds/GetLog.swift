package import JSON
import OCPP

/// Which log a charger is to upload. The raw value is the schema's word.
package enum LogType: String, Sendable, CaseIterable {
    case diagnostics = "DIAGNOSTICS_LOG"
    case security = "SECURITY_LOG"
}

extension StationOperation {
    /// A charger is to upload one of its logs; that it has done so is the effect.
    package static func getLog(
        _ type: LogType, location: String, from: Timestamp?, to: Timestamp?, retries: Int? = nil,
        retryInterval: Int? = nil
    ) throws(ChargingError) -> StationOperation {
        let request = { @Sendable (requestID: Int) in
            OCPP16.GetLog(
                log: OCPP16.LogParameters(remoteLocation: location, oldestTimestamp: from, latestTimestamp: to),
                logType: type == .diagnostics ? .diagnosticsLog : .securityLog, requestId: requestID, retries: retries,
                retryInterval: retryInterval)
        }
        _ = try OperationCall(checked: request(1))
        return StationOperation(
            .getLog,
            described: .described([
                "logType": .string(type.rawValue), "location": .string(location), "from": .described(from),
                "to": .described(to), "retries": .described(retries),
                "retryIntervalSeconds": .described(retryInterval),
            ])
        ) { context in
            var call = OperationCall(request(context.requestID))
            call.effect = .ending(
                OCPP16.LogStatusNotification.action, requestID: context.requestID, within: { _ in .transfer },
                seen: ["Uploaded"],
                missed: ["UploadFailure", "BadMessage", "NotSupportedOperation", "PermissionDenied"])
            return call
        }
    }
}
