import Certificates
import Charging
import Foundation
import JSON
import TestSupport
import Testing

@testable import Stationmaster

@Suite("TLS material", .timeLimit(.minutes(1)))
struct TLSMaterialTests {
    private let files: TLSFiles

    init() throws { files = try TLSFiles() }

    private func refusal(_ change: (inout TLSSettings) throws -> Void) -> String {
        do {
            var settings = files.settings
            try change(&settings)
            _ = try TLSMaterial.read(settings, trusting: nil)
            return "accepted"
        } catch {
            return "\(error)"
        }
    }

    @Test func `a certificate and its key will do`() throws {
        let material = try TLSMaterial.read(files.settings, trusting: nil)
        #expect(material.chain.map(\.subject) == ["CN=server.example"])
        #expect(material.warning(at: .now) == nil)
    }

    @Test func `what will not do is said with the name of its setting`() throws {
        try files.command.write("junk", "no PEM")
        try files.command.write("empty", "")
        try files.make("other", "prime256v1")
        let locked = "pkcs8 -topk8 -in other.key -out locked.key -v2 aes128 -passout pass:secret"
        try files.command.run(locked)
        let cases: [(String, (inout TLSSettings) -> Void)] = [
            ("STATIONMASTER_TLS_CERTIFICATE", { $0.certificate = "/nowhere" }),
            ("STATIONMASTER_TLS_CERTIFICATE", { $0.certificate = files.path("empty") }),
            ("STATIONMASTER_TLS_CERTIFICATE", { $0.certificate = files.path("junk") }),
            ("STATIONMASTER_TLS_CERTIFICATE", { $0.certificate = files.path("server.key") }),
            ("STATIONMASTER_TLS_KEY", { $0.key = "/nowhere" }),
            ("STATIONMASTER_TLS_KEY", { $0.key = files.path("junk") }),
            ("STATIONMASTER_TLS_KEY", { $0.key = files.path("locked.key") }),
            ("STATIONMASTER_TLS_KEY", { $0.key = files.path("other.key") }),
            ("STATIONMASTER_TLS_CLIENT_CA", { $0.clientCA = "/nowhere" }),
            ("STATIONMASTER_TLS_CLIENT_CA", { $0.clientCA = files.path("server.key") }),
        ]
        for (name, change) in cases {
            let said = refusal(change)
            #expect(said.hasPrefix(name + " is \"") && said.contains("should be"), "\(said)")
        }
        #expect(refusal { $0.key = files.path("other.key") }.contains("the key of the certificate in"))
    }

    @Test func `what is over, soon over, or out of order is warned of`() throws {
        try files.make("short", "prime256v1", days: 3)
        var settings = files.settings
        settings.certificate = files.path("short.pem")
        settings.key = files.path("short.key")
        let short = try TLSMaterial.read(settings, trusting: nil)
        #expect(short.warning(at: .now)?.contains("valid only to") == true)
        let later = Timestamp.now.advanced(by: .seconds(4 * 86_400))
        #expect(short.warning(at: later)?.contains("is valid from") == true)
        try files.command.write(
            "mixed.pem", try files.command.text("server.pem") + files.command.text("short.pem"))
        settings = files.settings
        settings.certificate = files.path("mixed.pem")
        let mixed = try TLSMaterial.read(settings, trusting: nil)
        #expect(mixed.warning(at: .now)?.contains("not signed by the one after it") == true)
    }
}

@Suite("Client certificates", .timeLimit(.minutes(1)))
struct ClientCertificateReadingTests {
    @Test func `one of our own authority is told from one of another with the same name`() throws {
        let files = try TLSFiles()
        let command = files.command
        try command.key("c", "prime256v1")
        let request = try SigningRequest(pem: try command.request("c", subject: "/CN=CP-1"))
        let own = try LocalAuthority.make(name: "Authority", at: .now)
        let other = try LocalAuthority.make(name: "Authority", at: .now)
        let certificates = try ClientCertificates(authority: own.certificate)
        func read(_ authority: LocalAuthority) throws -> ClientCertificate {
            certificates.read(
                try Certificate.chain(pem: try authority.sign(request, organization: "Org", at: .now))[0].der)
        }
        #expect(try read(own).isOwn)
        #expect(try !read(other).isOwn)
        #expect(try read(own).names == ["CP-1"])
        #expect(try read(own).organization == "Org")
        #expect(try read(own).serialNumber.count >= 31)
    }

    @Test func `one that cannot be read is nobody's`() throws {
        let read = try ClientCertificates(authority: nil).read([1, 2, 3])
        #expect(read.names.isEmpty && !read.isOwn)
    }
}
