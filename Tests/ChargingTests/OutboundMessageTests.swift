import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

@Suite("Messages to a charger that we did not write", .timeLimit(.minutes(1)))
struct OutboundMessageTests {
    /// What a charger sends; `DataTransfer` goes both ways.
    private static let fromChargers = Set(MessageTable.ocpp16.actions).subtracting(["DataTransfer"])

    private static let requests = OCPPSamples.requests.filter { !fromChargers.contains(type(of: $0).action) }

    @Test func `these are all messages that we can send`() {
        #expect(Set(Self.requests.map { type(of: $0).action }).count == 26)
    }

    @Test(.enabled(if: PythonCharger.python != nil, "STATIONMASTER_TEST_PYTHON names no Python with the package ocpp"))
    func `every message that we can send is understood, and its answer is read`() async throws {
        let bench = try await ChargePointBench()
        let charger = try PythonCharger(try #require(PythonCharger.python))
        for (number, request) in Self.requests.enumerated() {
            let action = type(of: request).action
            let status = try await exchange(request, number, bench, charger)
            #expect(status == Self.words[action], "\(action)")
        }
    }

    @Test(.enabled(if: PythonCharger.python != nil, "STATIONMASTER_TEST_PYTHON names no Python with the package ocpp"))
    func `that charger refuses what its schemas do not allow`() async throws {
        let charger = try PythonCharger(try #require(PythonCharger.python))
        let answer = try charger.answer(to: #"[2,"1","Reset",{"type":"Medium"}]"#)
        #expect(answer?.hasPrefix("[4,") == true)
    }

    /// The word of the answer, or another sign that it was read as the answer to this request.
    private func exchange<Request: OCPPRequest>(
        _ request: Request, _ number: Int, _ bench: ChargePointBench, _ charger: PythonCharger
    ) async throws -> String {
        async let called = bench.chargePoint.call(request)
        let frame = try #require(await bench.connection.frame(number))
        await bench.connection.receive(try #require(try charger.answer(to: frame)))
        switch try await called.response(to: Request.self) {
        case let response as any StatusCarrying: return response.statusText
        case let response as OCPP16.GetConfiguration.Response: return response.configurationKey.map(\.key).joined()
        case let response as OCPP16.GetDiagnostics.Response: return response.fileName ?? ""
        case let response as OCPP16.GetLocalListVersion.Response: return String(response.listVersion)
        case is OCPP16.EmptyResponse: return "empty"
        default: return "unknown"
        }
    }

    private static let words = [
        "CancelReservation": "Accepted", "CertificateSigned": "Accepted", "ChangeAvailability": "Scheduled",
        "ChangeConfiguration": "RebootRequired", "ClearCache": "Accepted", "ClearChargingProfile": "Unknown",
        "DataTransfer": "Accepted", "DeleteCertificate": "NotFound", "ExtendedTriggerMessage": "Accepted",
        "GetCompositeSchedule": "Accepted", "GetConfiguration": "k", "GetDiagnostics": "log.zip",
        "GetInstalledCertificateIds": "Accepted", "GetLocalListVersion": "7", "GetLog": "AcceptedCanceled",
        "InstallCertificate": "Failed", "RemoteStartTransaction": "Accepted", "RemoteStopTransaction": "Rejected",
        "ReserveNow": "Occupied", "Reset": "Accepted", "SendLocalList": "VersionMismatch",
        "SetChargingProfile": "NotSupported", "SignedUpdateFirmware": "InvalidCertificate",
        "TriggerMessage": "NotImplemented", "UnlockConnector": "UnlockFailed", "UpdateFirmware": "empty",
    ]
}
