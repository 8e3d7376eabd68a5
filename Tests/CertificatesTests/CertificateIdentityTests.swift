import Foundation
import JSON
import TestSupport
import Testing

@testable import Certificates

@Suite("Whom a certificate is for", .timeLimit(.minutes(1)))
struct CertificateIdentityTests {
    private let command: OpenSSLCommand

    init() throws {
        command = try OpenSSLCommand()
        try command.key("c", "prime256v1")
    }

    private func identity(subject: String, names: String? = nil) throws -> CertificateIdentity {
        let alternatives = names.map { " -addext subjectAltName=\($0)" } ?? ""
        try command.run("req -new -x509 -key c.key -out c.pem -days 30 -subj \(subject)\(alternatives)")
        return try CertificateIdentity(of: try #require(try Certificate.chain(pem: try command.text("c.pem")).first))
    }

    @Test func `its subject and its DNS names, and no other kind of name`() throws {
        let found = try identity(subject: "/O=Test/CN=CP-1", names: "DNS:a.example,IP:192.0.2.1,DNS:CP-1,email:a@b.c")
        #expect(found.commonName == "CP-1" && found.organization == "Test")
        #expect(found.dnsNames == ["a.example", "CP-1"])
        let bare = try identity(subject: "/OU=Nobody")
        #expect(bare.commonName == nil && bare.organization == nil && bare.dnsNames.isEmpty)
    }

    @Test func `two common names are nobody's`() throws {
        #expect(throws: CertificateError.self) { try identity(subject: "/CN=CP-1/CN=CP-2") }
    }

    @Test func `of many names only the first are looked at`() throws {
        let names = (0..<40).map { "DNS:n\($0)" }.joined(separator: ",")
        #expect(try identity(subject: "/CN=x", names: names).dnsNames == (0..<16).map { "n\($0)" })
    }

    @Test func `it is signed by whom it names and whose key that is`() throws {
        try command.key("other", "prime256v1")
        let root = try Certificate.chain(pem: try command.selfSigned("c", subject: "/CN=Root"))[0]
        let other = try Certificate.chain(pem: try command.selfSigned("other", subject: "/CN=Root"))[0]
        #expect(try root.isSigned(by: root))
        #expect(try !root.isSigned(by: other))
        #expect(throws: CertificateError.self) {
            try Certificate.check([root, other], at: root.validFrom)
        }
        try Certificate.check([root, root], at: root.validFrom)
        #expect(throws: CertificateError.self) {
            try Certificate.check([root], at: root.validTo.advanced(by: .seconds(1)))
        }
    }
}
