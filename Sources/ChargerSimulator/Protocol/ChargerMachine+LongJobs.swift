import JSON
import OCPP

/// Operations whose answer is only the beginning, and the local list.
extension ChargerMachine {
    /// The encoded answer; nil for an operation that is none of these.
    mutating func beginLongJob(_ request: any OCPPRequest, id: MessageID, now: Timestamp) -> [UInt8]? {
        switch request {
        case let request as OCPP16.UpdateFirmware:
            let begin = max(now, request.retrieveDate)
            report("FirmwareStatusNotification", Self.firmwareSteps, from: begin, requestID: nil)
            return OCPP16.EmptyResponse().encodedResult(id: id)
        case let request as OCPP16.SignedUpdateFirmware:
            let begin = max(now, request.firmware.retrieveDateTime)
            let steps = ["Downloading", "Downloaded", "SignatureVerified", "Installing", "Installed"]
            report("SignedFirmwareStatusNotification", steps, from: begin, requestID: request.requestId)
            return OCPP16.StatusResponse(status: OCPP16.UpdateFirmwareStatus.accepted).encodedResult(id: id)
        case is OCPP16.GetDiagnostics:
            report("DiagnosticsStatusNotification", ["Uploading", "Uploaded"], from: now, requestID: nil)
            return OCPP16.GetDiagnostics.Response(fileName: "diagnostics.log").encodedResult(id: id)
        case let request as OCPP16.GetLog:
            report("LogStatusNotification", ["Uploading", "Uploaded"], from: now, requestID: request.requestId)
            return OCPP16.GetLog.Response(status: .accepted, filename: "log.txt").encodedResult(id: id)
        case is OCPP16.GetLocalListVersion:
            return OCPP16.GetLocalListVersion.Response(listVersion: localListVersion).encodedResult(id: id)
        case let request as OCPP16.SendLocalList:
            return OCPP16.StatusResponse(status: update(request)).encodedResult(id: id)
        default: return nil
        }
    }

    private static let firmwareSteps = ["Downloading", "Downloaded", "Installing", "Installed"]
    private static let pause = Duration.seconds(1)

    private mutating func report(_ action: String, _ steps: [String], from begin: Timestamp, requestID: Int?) {
        for (index, status) in steps.enumerated() {
            var payload: JSONObject = ["status": .string(status)]
            if let requestID { payload["requestId"] = .integer(Int64(requestID)) }
            let text = String(decoding: JSONValue.object(payload).encoded(), as: UTF8.self)
            let due = begin.advanced(by: Self.pause * (index + 1))
            laterReports.append((due, ScriptedCall(action: action, payload: text)))
        }
    }

    mutating func reportLater(now: Timestamp) {
        guard !laterReports.isEmpty, isReady else { return }
        for report in laterReports where report.due <= now { outbox.append(.scripted(report.call)) }
        laterReports.removeAll { $0.due <= now }
    }

    private mutating func update(_ request: OCPP16.SendLocalList) -> OCPP16.UpdateStatus {
        if request.updateType == .differential, request.listVersion <= localListVersion { return .versionMismatch }
        localListVersion =
            request.updateType == .full && request.localAuthorizationList.isEmpty ? 0 : request.listVersion
        return .accepted
    }
}
