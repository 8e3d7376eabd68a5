import Charging
import Foundation
import JSON
import TestSupport
import Testing

@testable import Certificates

/// What others send is mutated by thousands of small changes: it is taken or refused, and nothing is left behind.
@Suite("Mutated certificates and requests", .serialized, .timeLimit(.minutes(2)))
struct CertificateFuzzTests {
    private let command: OpenSSLCommand
    private let now = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))

    init() throws {
        command = try OpenSSLCommand()
        try command.key("a", "prime256v1")
    }

    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 33)
        }
    }

    private func mutated(_ bytes: [UInt8], _ random: inout Generator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &random)))
            case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 9)], at: place)
            default: bytes = Array(bytes.prefix(place))
            }
        }
        return bytes
    }

    private func pem(_ label: String, _ der: [UInt8]) -> String {
        let text = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----\n"
    }

    @Test func `mutated certificates are read or refused`() throws {
        let whole = try #require(try Certificate.chain(pem: try command.selfSigned("a", subject: "/O=O/CN=c")).first)
        var random = Generator(state: 1)
        var taken = 0
        for _ in 0..<5_000 {
            let der = mutated(whole.der, &random)
            if let certificate = try? Certificate(der: der) {
                taken += 1
                _ = try? certificate.hashes(issuer: certificate)
                _ = certificate.validTo.description
            }
            let text = String(decoding: mutated(Array(pem("CERTIFICATE", whole.der).utf8), &random), as: UTF8.self)
            _ = try? Certificate.chain(pem: text)
            _ = try? FirmwareSignatureCheck.verify(
                FirmwareSignature(signature: Data(der.prefix(70)).base64EncodedString(), certificate: text),
                digest: Array(der.prefix(32)), at: now)
        }
        #expect(taken > 0)
    }

    @Test func `mutated requests are signed only where their own key signed them`() throws {
        let request = try SigningRequest(pem: try command.request("a", subject: "/O=O/CN=CP-1"))
        let authority = try LocalAuthority.make(name: "CA", at: now)
        var random = Generator(state: 2)
        for _ in 0..<5_000 {
            let der = mutated(request.der, &random)
            if let taken = try? SigningRequest(pem: pem("CERTIFICATE REQUEST", der)) {
                #expect(taken.commonName == "CP-1")
                _ = try? authority.sign(taken, organization: "O", at: now)
            }
            let text = mutated(Array(pem("CERTIFICATE REQUEST", request.der).utf8), &random)
            _ = try? SigningRequest(pem: String(decoding: text, as: UTF8.self))
        }
    }

    /// Resident memory, in kB.
    private func residentKilobytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return (Int(status.split(separator: " ")[1]) ?? 0) * 4
    }

    @Test func `what is read, refused and signed over and over takes no more memory`() throws {
        let pemText = try command.selfSigned("a", subject: "/O=O/CN=c")
        let csr = try command.request("a", subject: "/O=O/CN=CP-1")
        let authority = try LocalAuthority.make(name: "CA", at: now)
        func round() throws {
            let certificate = try #require(try Certificate.chain(pem: pemText + pemText).first)
            _ = try certificate.hashes(issuer: certificate)
            _ = try? Certificate.chain(pem: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
            _ = try? FirmwareSignatureCheck.verify(
                FirmwareSignature(signature: "AAAA", certificate: pemText), digest: Array(repeating: 1, count: 32),
                at: now)
            _ = try authority.sign(try SigningRequest(pem: csr), organization: "O", at: now)
            _ = try? SigningRequest(pem: pemText)
        }
        for _ in 0..<300 { try round() }
        let before = try residentKilobytes()
        for _ in 0..<3_000 { try round() }
        // A leak of a single certificate a round would be several MB.
        #expect(try residentKilobytes() - before < 2_048)
    }
}
