import Certificates
import Crypto
import Foundation
import JSON
import OCPP
import Testing

@testable import ChargerSimulator

@Suite("Files of a charge point")
struct FileTests {
    private static let address = "http://files.example:81/x?y"

    private func ready(_ script: String = "wait 1h") throws -> ManualFleet {
        var fleet = ManualFleet(try ScenarioParser.parse("boot\n" + script))
        fleet.connect()
        return fleet
    }

    private func updating(_ script: String = "wait 1h", retries: Int? = nil) throws -> ManualFleet {
        var fleet = try ready(script)
        fleet.order(
            OCPP16.UpdateFirmware(
                location: Self.address, retrieveDate: fleet.now, retries: retries, retryInterval: 10))
        fleet.pass(.seconds(2))
        return fleet
    }

    private func told(_ fleet: ManualFleet) -> [String] {
        fleet.requests(OCPP16.FirmwareStatusNotification.self).map(\.status.text)
    }

    // MARK: Firmware

    @Test func `an image is fetched, installed and started, and the new version is told at the boot`() throws {
        var fleet = try updating("firmware next 2.5")
        let transfer = try #require(fleet.transfers.first)
        #expect(transfer.address.host == "files.example" && transfer.address.port == 81)
        #expect(transfer.address.target == "/x?y" && transfer.address.authority == "files.example:81")
        #expect(transfer.work == .download(limit: 64 << 20))
        #expect(told(fleet) == ["Downloading"])
        fleet.endTransfer(.downloaded(digest: [1]))
        fleet.pass(.seconds(20))
        #expect(told(fleet) == ["Downloading", "Downloaded", "Installing", "Installed"])
        #expect(fleet.requests(OCPP16.BootNotification.self).map(\.firmwareVersion) == ["1.0.0", "2.5"])
        let boot = try #require(fleet.actions.lastIndex(of: "BootNotification"))
        let installed = try #require(fleet.actions.lastIndex(of: "FirmwareStatusNotification"))
        #expect(boot < installed)
    }

    @Test func `nothing is fetched before its time`() throws {
        var fleet = try ready()
        let later = fleet.now.advanced(by: .seconds(3600))
        fleet.order(OCPP16.UpdateFirmware(location: Self.address, retrieveDate: later))
        fleet.pass(.seconds(3599))
        #expect(fleet.transfers.isEmpty)
        fleet.pass(.seconds(2))
        #expect(fleet.transfers.count == 1)
    }

    @Test func `a download is tried as often as the operation says, and with its pauses`() throws {
        var fleet = try updating(retries: 2)
        fleet.endTransfer(.failed("broken"))
        fleet.pass(.seconds(9))
        #expect(fleet.transfers.count == 1)
        fleet.pass(.seconds(2))
        #expect(fleet.transfers.count == 2)
        fleet.endTransfer(.refused(status: 503))
        fleet.pass(.seconds(60))
        #expect(fleet.transfers.count == 2)
        #expect(told(fleet) == ["Downloading", "DownloadFailed"])
    }

    @Test(arguments: ["httpx://files.example/x", "ftp://files.example/x", "http://"])
    func `an address that it cannot reach fails at once`(address: String) throws {
        var fleet = try ready()
        fleet.order(OCPP16.UpdateFirmware(location: address, retrieveDate: fleet.now))
        fleet.pass(.seconds(5))
        #expect(fleet.transfers.isEmpty)
        #expect(told(fleet) == ["Downloading", "DownloadFailed"])
    }

    @Test func `an image that is too large is not tried for again`() throws {
        var fleet = try updating("download limit 1000")
        #expect(fleet.transfers.first?.work == .download(limit: 1000))
        fleet.endTransfer(.tooLarge)
        fleet.pass(.seconds(60))
        #expect(fleet.transfers.count == 1 && told(fleet) == ["Downloading", "DownloadFailed"])
    }

    @Test(arguments: ["firmware fails", "download garbles 1"])
    func `what cannot be installed leaves the version as it is`(step: String) throws {
        var fleet = try updating(step)
        fleet.endTransfer(.downloaded(digest: [1]))
        fleet.pass(.seconds(20))
        #expect(told(fleet) == ["Downloading", "Downloaded", "Installing", "InstallationFailed"])
        #expect(fleet.machine.firmwareVersion == "1.0.0" && fleet.hangUps == 0)
    }

    @Test func `an installation waits for the charge that runs`() throws {
        var fleet = try updating("start 1\ncharge 60s\nstop\nwait 1h")
        fleet.endTransfer(.downloaded(digest: [1]))
        fleet.pass(.seconds(30))
        #expect(told(fleet) == ["Downloading", "Downloaded"])
        // It is not looked at again and again meanwhile.
        #expect(fleet.machine.nextWake.map { $0 > fleet.now } == true)
        fleet.pass(.seconds(60))
        #expect(told(fleet).last == "Installed")
    }

    @Test func `a new update takes the place of the one under way, and so does a restart`() throws {
        var fleet = try updating()
        fleet.order(OCPP16.UpdateFirmware(location: Self.address, retrieveDate: fleet.now))
        #expect(fleet.givenUp == [1])
        fleet.pass(.seconds(2))
        fleet.endTransfer(.downloaded(digest: [1]))
        #expect(fleet.transfers.map(\.number) == [1, 2] && told(fleet).last == "Downloaded")
        fleet.order(OCPP16.Reset(type: .hard))
        fleet.pass(.seconds(30))
        #expect(told(fleet).last == "Downloaded")
        #expect(fleet.requests(OCPP16.BootNotification.self).last?.firmwareVersion == "1.0.0")
    }

    @Test func `an update that starts twice before it is accepted is told all the same`() throws {
        var fleet = try updating()
        fleet.boot = OCPP16.BootNotification.Response(status: .pending, currentTime: fleet.now, interval: 3600)
        fleet.endTransfer(.downloaded(digest: [1]))
        fleet.pass(.seconds(20))
        #expect(told(fleet).last == "Installing" && fleet.hangUps == 1)
        fleet.order(OCPP16.Reset(type: .hard))
        fleet.boot = OCPP16.BootNotification.Response(status: .accepted, currentTime: fleet.now, interval: 3600)
        fleet.pass(.seconds(20))
        #expect(told(fleet).last == "Installed" && fleet.hangUps == 2)
    }

    @Test func `the answer of a transfer that was given up changes nothing`() throws {
        var fleet = try updating()
        let first = try #require(fleet.transfers.first)
        fleet.order(OCPP16.UpdateFirmware(location: Self.address, retrieveDate: fleet.now))
        fleet.pass(.seconds(2))
        fleet.machine.transferred(first.number, .downloaded(digest: [1]), now: fleet.now)
        fleet.pass(.seconds(5))
        #expect(told(fleet).last == "Downloading")
    }

    @Test(arguments: [("1.0.9", "1.0.10"), ("v", "v.1"), ("", ".1"), ("2026-99", "2026-100")])
    func `the next version is one more`(version: String, next: String) {
        #expect(FileManners.version(after: version) == next)
    }

    // MARK: Signed firmware

    private func order(_ certificate: String, signature: String = "AAAA", to fleet: inout ManualFleet) -> String? {
        fleet.order(
            OCPP16.SignedUpdateFirmware(
                requestId: 7,
                firmware: OCPP16.SignedFirmware(
                    location: Self.address, retrieveDateTime: fleet.now, signingCertificate: certificate,
                    signature: signature)))
    }

    @Test func `a signature that does not fit is told, and nothing is installed`() throws {
        var fleet = try ready()
        let signer = try LocalAuthority.make(name: "Somebody", at: fleet.now)
        #expect(order(signer.certificate, to: &fleet) == "Accepted")
        fleet.pass(.seconds(2))
        fleet.endTransfer(.downloaded(digest: Array(repeating: 0, count: 32)))
        fleet.pass(.seconds(30))
        let reports = fleet.requests(OCPP16.SignedFirmwareStatusNotification.self)
        #expect(reports.map(\.status.text) == ["Downloading", "Downloaded", "InvalidSignature"])
        #expect(reports.allSatisfy { $0.requestId == 7 })
        #expect(fleet.requests(OCPP16.SecurityEventNotification.self).map(\.type) == ["InvalidFirmwareSignature"])
        #expect(fleet.hangUps == 0)
    }

    @Test func `genuine firmware waits for both of its times, and is told as a security event`() throws {
        var fleet = try ready()
        let signer = try LocalAuthority.make(name: "Somebody", at: fleet.now)
        let digest = SHA256.hash(data: [1, 2, 3])
        let signature = try P256.Signing.PrivateKey(derRepresentation: signer.key).signature(for: digest)
        fleet.order(
            OCPP16.SignedUpdateFirmware(
                requestId: 7,
                firmware: OCPP16.SignedFirmware(
                    location: Self.address, retrieveDateTime: fleet.now.advanced(by: .seconds(600)),
                    installDateTime: fleet.now.advanced(by: .seconds(1200)), signingCertificate: signer.certificate,
                    signature: signature.derRepresentation.base64EncodedString())))
        fleet.pass(.seconds(599))
        #expect(fleet.transfers.isEmpty)
        fleet.pass(.seconds(2))
        fleet.endTransfer(.downloaded(digest: Array(digest)))
        fleet.pass(.seconds(590))
        let reports = { (fleet: ManualFleet) in
            fleet.requests(OCPP16.SignedFirmwareStatusNotification.self).map(\.status.text)
        }
        let before = [
            "DownloadScheduled", "Downloading", "Downloaded", "SignatureVerified", "InstallScheduled",
        ]
        #expect(reports(fleet) == before)
        fleet.pass(.seconds(60))
        #expect(reports(fleet) == before + ["Installing", "InstallRebooting", "Installed"])
        #expect(fleet.requests(OCPP16.SecurityEventNotification.self).map(\.type) == ["FirmwareUpdated"])
    }

    @Test func `a signer that no known manufacturer vouches for is not accepted`() throws {
        var fleet = try ready()
        let known = try LocalAuthority.make(name: "Known", at: fleet.now)
        let stranger = try LocalAuthority.make(name: "Stranger", at: fleet.now)
        #expect(
            fleet.order(
                OCPP16.InstallCertificate(certificateType: .manufacturerRoot, certificate: known.certificate))
                == "Accepted")
        #expect(order(stranger.certificate, to: &fleet) == "InvalidCertificate")
        #expect(order("nonsense", to: &fleet) == "InvalidCertificate")
        #expect(
            fleet.requests(OCPP16.SecurityEventNotification.self).map(\.type)
                == ["InvalidFirmwareSigningCertificate", "InvalidFirmwareSigningCertificate"])
        #expect(order(known.certificate, to: &fleet) == "Accepted")
        #expect(order(known.certificate, to: &fleet) == "AcceptedCanceled")
    }

    // MARK: Uploads

    @Test func `diagnostics are uploaded in the size that is wanted`() throws {
        var fleet = try ready("upload size 5000")
        fleet.order(OCPP16.GetDiagnostics(location: Self.address))
        #expect(try fleet.answer(to: OCPP16.GetDiagnostics.self)?.fileName == "diagnostics.log")
        fleet.pass(.seconds(2))
        guard case .upload(let file)? = fleet.transfers.first?.work else {
            Issue.record("no upload")
            return
        }
        #expect(file.size == 5000 && file.name == "diagnostics.log")
        fleet.endTransfer(.uploaded)
        #expect(
            fleet.requests(OCPP16.DiagnosticsStatusNotification.self).map(\.status.text) == ["Uploading", "Uploaded"])
    }

    private func log(_ location: String, retries: Int? = nil, to fleet: inout ManualFleet) -> String? {
        fleet.order(
            OCPP16.GetLog(
                log: OCPP16.LogParameters(remoteLocation: location), logType: .securityLog, requestId: 3,
                retries: retries, retryInterval: 1))
    }

    @Test(arguments: [
        (TransferOutcome.refused(status: 403), "PermissionDenied"), (.refused(status: 410), "BadMessage"),
        (.refused(status: 500), "UploadFailure"), (.failed("broken"), "UploadFailure"), (.uploaded, "Uploaded"),
    ])
    func `how the upload of a log ended is told`(outcome: TransferOutcome, status: String) throws {
        var fleet = try ready()
        #expect(log(Self.address, retries: 1, to: &fleet) == "Accepted")
        fleet.pass(.seconds(2))
        fleet.endTransfer(outcome)
        fleet.pass(.seconds(60))
        let reports = fleet.requests(OCPP16.LogStatusNotification.self)
        #expect(reports.map(\.status.text) == ["Uploading", status] && reports.allSatisfy { $0.requestId == 3 })
        #expect(fleet.transfers.count == 1)
    }

    @Test func `a log that cannot be left there is not tried`() throws {
        var fleet = try ready()
        #expect(log("sftp://files.example/", to: &fleet) == "Accepted")
        #expect(log("sftp://files.example/", to: &fleet) == "AcceptedCanceled")
        fleet.pass(.seconds(5))
        #expect(fleet.requests(OCPP16.LogStatusNotification.self).map(\.status.text) == ["NotSupportedOperation"])
    }

    @Test func `an upload that breaks off is tried again`() throws {
        var fleet = try ready("upload breaks 1\nexpect upload Uploaded 1m")
        _ = log(Self.address, to: &fleet)
        fleet.pass(.seconds(2))
        fleet.endTransfer(.failed("broken"))
        fleet.pass(.seconds(2))
        #expect(fleet.transfers.map(\.breaksOff) == [true, false])
        #expect(fleet.failures == nil)
        fleet.endTransfer(.uploaded)
        #expect(fleet.failures == [])
    }

    @Test func `a trigger is told how far a file is, and that there is none`() throws {
        var fleet = try ready()
        func trigger(_ message: OCPP16.ExtendedMessageTrigger) -> String? {
            fleet.order(OCPP16.ExtendedTriggerMessage(requestedMessage: .known(message)))
        }
        #expect(trigger(.logStatusNotification) == "Accepted")
        #expect(trigger(.firmwareStatusNotification) == "Accepted")
        _ = log(Self.address, to: &fleet)
        fleet.pass(.seconds(2))
        #expect(trigger(.logStatusNotification) == "Accepted")
        let reports = fleet.requests(OCPP16.LogStatusNotification.self)
        #expect(reports.map(\.status.text) == ["Idle", "Uploading", "Uploading"])
        #expect(reports.map(\.requestId) == [nil, 3, 3])
        #expect(fleet.requests(OCPP16.SignedFirmwareStatusNotification.self).map(\.status.text) == ["Idle"])
        fleet.order(OCPP16.TriggerMessage(.diagnosticsStatusNotification))
        #expect(fleet.requests(OCPP16.DiagnosticsStatusNotification.self).map(\.status.text) == ["Idle"])
    }
}
