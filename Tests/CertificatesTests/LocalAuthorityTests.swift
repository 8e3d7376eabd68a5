import Charging
import Foundation
import JSON
import TestSupport
import Testing

@testable import Certificates

@Suite("Certificate authority", .timeLimit(.minutes(1)))
struct LocalAuthorityTests {
    private let command: OpenSSLCommand
    private let now = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    private let authority: LocalAuthority

    init() throws {
        command = try OpenSSLCommand()
        authority = try LocalAuthority.make(name: "Charge points of Örg", at: now)
    }

    @Test(arguments: ["prime256v1", "secp384r1", "secp521r1", "rsa:2048"])
    func `what is signed is good for a client by the openssl command, and for that key`(kind: String) throws {
        try command.key("c", kind)
        let request = try SigningRequest(pem: try command.request("c", subject: "/O=Somebody/CN=CP-1"))
        #expect(request.commonName == "CP-1" && request.organization == "Somebody")
        let signed = try authority.sign(request, organization: "Örg", at: now)
        try command.write("ca.pem", authority.certificate)
        try command.write("c.pem", signed)
        #expect(
            try command.run("verify -x509_strict -purpose sslclient -CAfile ca.pem c.pem").contains("c.pem: OK"))
        #expect(throws: OpenSSLCommand.Failed.self) {
            try command.run("verify -purpose sslserver -CAfile ca.pem c.pem")
        }
        #expect(try command.run("x509 -in c.pem -noout -pubkey") == (try command.run("pkey -in c.key -pubout")))
        let certificate = try #require(try Certificate.chain(pem: signed).first)
        #expect(certificate.subject == "CN=CP-1,O=Örg")
        #expect(certificate.validFrom < now && certificate.validTo > now.advanced(by: .seconds(700 * 86_400)))
        #expect(certificate.serialNumber.count >= 31)
        #expect(try command.run("x509 -in c.pem -noout -text").contains("CA:FALSE"))
    }

    @Test func `no two certificates have the same number`() throws {
        try command.key("c", "prime256v1")
        let request = try SigningRequest(pem: try command.request("c", subject: "/CN=CP-1"))
        let numbers = try (0..<20).map { _ in
            try Certificate.chain(pem: try authority.sign(request, organization: "O", at: now)).map(\.serialNumber)
        }
        #expect(Set(numbers).count == 20)
    }

    @Test(arguments: [
        ("rsa:1024", "the RSA key has 1024 bits; at least 2048 are needed"),
        ("secp224r1", "the curve secp224r1 is not one of P-256, P-384 and P-521"),
        ("secp256k1", "the curve secp256k1 is not one of P-256, P-384 and P-521"),
    ])
    func `a weak key gets no certificate`(kind: String, reason: String) throws {
        try command.key("c", kind)
        let pem = try command.request("c", subject: "/CN=CP-1")
        #expect(throws: CertificateError(reason)) { try SigningRequest(pem: pem) }
    }

    @Test func `who has not the key gets no certificate`() throws {
        try command.key("c", "prime256v1")
        let pem = try command.request("c", subject: "/CN=CP-1")
        // Another last byte of the signature, in the last four digits.
        var der = Array(
            Data(base64Encoded: pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()) ?? Data())
        der[der.count - 1] ^= 1
        let forged =
            "-----BEGIN CERTIFICATE REQUEST-----\n\(Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed]))\n-----END CERTIFICATE REQUEST-----\n"
        #expect(throws: CertificateError("the request is not signed by the key that it is for")) {
            try SigningRequest(pem: forged)
        }
    }

    @Test func `a request names one`() throws {
        try command.key("c", "prime256v1")
        let nobody = try command.request("c", subject: "/O=Somebody")
        let two = try command.request("c", subject: "/CN=a/CN=b")
        for pem in [nobody, two, "", "x", String(repeating: "x", count: 6000)] {
            #expect(throws: CertificateError.self) { try SigningRequest(pem: pem) }
        }
    }

    @Test func `an encrypted text is refused, and nobody is asked for its password`() throws {
        let text = """
            -----BEGIN CERTIFICATE REQUEST-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF

            AAAAAAAAAAAAAAAAAAAAAA==
            -----END CERTIFICATE REQUEST-----

            """
        #expect(throws: CertificateError.self) { try SigningRequest(pem: text) }
        #expect(throws: CertificateError.self) {
            try Certificate.chain(pem: text.replacing("CERTIFICATE REQUEST", with: "CERTIFICATE"))
        }
    }

    @Test func `a key that is not the authority's signs nothing`() throws {
        try command.key("c", "prime256v1")
        let request = try SigningRequest(pem: try command.request("c", subject: "/CN=CP-1"))
        let broken = LocalAuthority(certificate: authority.certificate, key: [1, 2, 3])
        #expect(throws: CertificateError.self) { try broken.sign(request, organization: "O", at: now) }
    }

    @Test(arguments: [nil, "Örg"])
    func `a charger's own request is good by the openssl command, and the certificate is known by its key`(
        organization: String?
    ) throws {
        let key = try CertificateKey.make()
        let pem = try key.request(commonName: "CP-1", organization: organization)
        try command.write("own.csr", pem)
        #expect(try command.run("req -in own.csr -noout -verify").contains("verify OK"))
        let request = try SigningRequest(pem: pem)
        #expect(request.commonName == "CP-1" && request.organization == organization)
        let signed = try authority.sign(request, organization: "Örg", at: now)
        let certificate = try #require(try Certificate.chain(pem: signed).first)
        #expect(try key.belongs(to: certificate))
        #expect(try !CertificateKey.make().belongs(to: certificate))
        let root = try #require(try Certificate.chain(pem: authority.certificate).first)
        #expect(try certificate.isIssued(by: root))
        #expect(try !root.isIssued(by: certificate))
    }

    @Test func `a name that is too long stands in no request`() throws {
        let key = try CertificateKey.make()
        #expect(throws: CertificateError.self) {
            try key.request(commonName: String(repeating: "x", count: 65), organization: nil)
        }
    }
}
