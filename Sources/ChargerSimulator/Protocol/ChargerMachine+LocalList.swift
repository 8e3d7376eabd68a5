import JSON
import OCPP

/// The local authorization list, of which only the version is kept.
extension ChargerMachine {
    mutating func update(_ request: OCPP16.SendLocalList) -> OCPP16.UpdateStatus {
        if request.updateType == .differential, request.listVersion <= localListVersion { return .versionMismatch }
        localListVersion =
            request.updateType == .full && request.localAuthorizationList.isEmpty ? 0 : request.listVersion
        return .accepted
    }
}
