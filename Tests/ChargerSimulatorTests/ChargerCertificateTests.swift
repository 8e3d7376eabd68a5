import Certificates
import JSON
import OCPP
import Testing

@testable import ChargerSimulator

@Suite("Certificates of a charge point")
struct ChargerCertificateTests {
    private func ready(_ script: String = "wait 1h") throws -> ManualFleet {
        var fleet = ManualFleet(try ScenarioParser.parse("boot\n" + script))
        fleet.connect()
        return fleet
    }

    private func install(_ pem: String, _ use: OCPP16.CertificateUse, to fleet: inout ManualFleet) -> String? {
        fleet.order(OCPP16.InstallCertificate(certificateType: use, certificate: pem))
    }

    private func installed(_ use: OCPP16.CertificateUse, in fleet: inout ManualFleet) throws
        -> OCPP16.GetInstalledCertificateIds.Response?
    {
        fleet.order(OCPP16.GetInstalledCertificateIds(certificateType: use))
        return try fleet.answer(to: OCPP16.GetInstalledCertificateIds.self)
    }

    @Test func `a root is kept under its hashes until it is deleted`() throws {
        var fleet = try ready()
        let root = try LocalAuthority.make(name: "Root", at: fleet.now)
        let certificate = try #require(try Certificate.chain(pem: root.certificate).first)
        #expect(try installed(.centralSystemRoot, in: &fleet)?.status == .known(.notFound))
        // Twice is once.
        #expect(install(root.certificate, .centralSystemRoot, to: &fleet) == "Accepted")
        #expect(install(root.certificate, .centralSystemRoot, to: &fleet) == "Accepted")
        let hashes = try #require(try installed(.centralSystemRoot, in: &fleet)?.certificateHashData)
        #expect(hashes.count == 1)
        #expect(hashes.first?.serialNumber == certificate.serialNumber)
        #expect(hashes.first?.issuerKeyHash == (try certificate.keyHash()))
        #expect(try installed(.manufacturerRoot, in: &fleet)?.certificateHashData == [])
        let request = OCPP16.DeleteCertificate(certificateHashData: try #require(hashes.first))
        #expect(fleet.order(request) == "Accepted")
        #expect(fleet.order(request) == "NotFound")
        #expect(try installed(.centralSystemRoot, in: &fleet)?.status == .known(.notFound))
    }

    @Test func `what is no good root is rejected`() throws {
        var fleet = try ready()
        let old = try LocalAuthority.make(name: "Old", at: fleet.now.advanced(by: .seconds(-30 * 365 * 86_400)))
        let root = try LocalAuthority.make(name: "Root", at: fleet.now)
        let request = try SigningRequest(pem: try CertificateKey.make().request(commonName: "Leaf", organization: nil))
        let leaf = try root.sign(request, organization: "O", at: fleet.now)
        for pem in ["nonsense", old.certificate, leaf, root.certificate + root.certificate] {
            #expect(install(pem, .centralSystemRoot, to: &fleet) == "Rejected")
        }
        // One whose issuer is there is known by the issuer's key.
        #expect(install(root.certificate, .centralSystemRoot, to: &fleet) == "Accepted")
        #expect(install(leaf, .centralSystemRoot, to: &fleet) == "Accepted")
        let hashes = try #require(try installed(.centralSystemRoot, in: &fleet)?.certificateHashData)
        #expect(Set(hashes.map(\.issuerKeyHash)).count == 1 && Set(hashes.map(\.serialNumber)).count == 2)
    }

    @Test func `no more are kept than the configuration says`() throws {
        var fleet = try ready()
        let answers = try (0..<9).map { number in
            let root = try LocalAuthority.make(name: "Root \(number)", at: fleet.now)
            return install(root.certificate, .centralSystemRoot, to: &fleet)
        }
        #expect(answers == Array(repeating: "Accepted", count: 8) + ["Rejected"])
    }

    @Test func `a certificate that was asked for is taken, and no other`() throws {
        var fleet = try ready("sign-certificate\nexpect certificate 1m")
        let authority = try LocalAuthority.make(name: "Authority", at: fleet.now)
        let sent = try #require(fleet.requests(OCPP16.SignCertificate.self).first)
        let request = try SigningRequest(pem: sent.csr)
        #expect(request.commonName == "CP1" && request.organization == nil)
        let other = try SigningRequest(pem: try CertificateKey.make().request(commonName: "CP1", organization: nil))
        let wrong = try authority.sign(other, organization: "O", at: fleet.now)
        #expect(fleet.order(OCPP16.CertificateSigned(certificateChain: wrong)) == "Rejected")
        #expect(fleet.requests(OCPP16.SecurityEventNotification.self).map(\.type) == ["InvalidChargePointCertificate"])
        #expect(fleet.failures == nil)
        let right = try authority.sign(request, organization: "O", at: fleet.now)
        #expect(fleet.order(OCPP16.CertificateSigned(certificateChain: right)) == "Accepted")
        #expect(fleet.failures == [])
    }

    @Test func `a trigger brings a request, with the organization that was configured`() throws {
        var fleet = try ready()
        fleet.order(OCPP16.ChangeConfiguration(key: "CpoName", value: "Örg"))
        let trigger = OCPP16.ExtendedTriggerMessage(requestedMessage: .known(.signChargePointCertificate))
        #expect(fleet.order(trigger) == "Accepted")
        let sent = try #require(fleet.requests(OCPP16.SignCertificate.self).first)
        #expect(try SigningRequest(pem: sent.csr).organization == "Örg")
    }

    @Test func `a security event is sent with its details`() throws {
        let fleet = try ready("security-event TamperDetectionActivated the lid is open\nexpect answer")
        let event = try #require(fleet.requests(OCPP16.SecurityEventNotification.self).first)
        #expect(event.type == "TamperDetectionActivated" && event.techInfo == "the lid is open")
        #expect(fleet.failures == [])
    }
}
