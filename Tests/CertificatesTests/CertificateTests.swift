import Charging
import Foundation
import JSON
import TestSupport
import Testing

@testable import Certificates

@Suite("Certificates", .timeLimit(.minutes(1)))
struct CertificateTests {
    private let command: OpenSSLCommand
    private let pem: String

    init() throws {
        command = try OpenSSLCommand()
        try command.key("a", "prime256v1")
        pem = try command.selfSigned("a", subject: "/O=Örg/CN=root")
    }

    @Test func `a certificate says what the openssl command says of it`() throws {
        let certificate = try #require(try Certificate.chain(pem: pem).first)
        let serial = try command.run("x509 -in a.pem -noout -serial").split(separator: "=")[1]
        #expect(certificate.serialNumber == serial.lowercased().trimmingCharacters(in: .newlines).drop { $0 == "0" })
        let print = try command.run("x509 -in a.pem -noout -fingerprint -sha256").split(separator: "=")[1]
        #expect(
            certificate.fingerprint
                == print.lowercased().replacing(":", with: "").trimmingCharacters(in: .newlines))
        #expect(certificate.subject == certificate.issuer && certificate.subject.hasPrefix("CN=root,O="))
        #expect(certificate.validFrom.duration(to: certificate.validTo) == .seconds(30 * 86_400))
        #expect(try Certificate(der: certificate.der) == certificate)
    }

    @Test func `its hashes are those that OCSP uses`() throws {
        let certificate = try #require(try Certificate.chain(pem: pem).first)
        let hashes = try certificate.hashes(issuer: certificate)
        let text = try command.run("ocsp -sha256 -issuer a.pem -cert a.pem -reqout a.ocsp -req_text -no_nonce")
        #expect(text.contains("Issuer Name Hash: \(hashes.issuerNameHash.uppercased())"))
        #expect(text.contains("Issuer Key Hash: \(hashes.issuerKeyHash.uppercased())"))
        #expect(text.uppercased().contains(hashes.serialNumber.uppercased()))
    }

    @Test func `a chain is read in its order, up to its limit`() throws {
        try command.key("b", "secp384r1")
        let other = try command.selfSigned("b", subject: "/CN=other")
        #expect(try Certificate.chain(pem: "text before\n" + pem + other).map(\.subject.first) == ["C", "C"])
        #expect(try Certificate.chain(pem: other + pem).first?.subject == "CN=other")
        #expect(throws: CertificateError.self) {
            try Certificate.chain(pem: String(repeating: pem, count: Certificate.chainLimit + 1))
        }
    }

    @Test(arguments: [
        "", "x", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        String(repeating: "x", count: 70_000),
    ])
    func `what is no certificate is refused`(text: String) {
        #expect(throws: CertificateError.self) { try Certificate.chain(pem: text) }
        #expect(throws: CertificateError.self) { try Certificate(der: Array(text.utf8)) }
    }
}
