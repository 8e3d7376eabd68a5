import Charging
import Foundation
import JSON
import TestSupport
import Testing

@testable import Certificates

@Suite("Firmware signatures", .timeLimit(.minutes(1)))
struct FirmwareSignatureTests {
    private let command: OpenSSLCommand
    private let digest: [UInt8]
    /// A little later than whatever the command makes meanwhile.
    private let now = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).advanced(
        by: .seconds(60))

    init() throws {
        command = try OpenSSLCommand()
        try command.write("image.bin", "the firmware")
        digest = try Certificate.digest(Array("the firmware".utf8))
    }

    /// Of `image.bin` by `NAME.key`.
    private func signature(_ name: String, _ options: String = "") throws -> String {
        try command.run("dgst -sha256 \(options) -sign \(name).key -out \(name).sig image.bin")
        return Data(try command.bytes("\(name).sig")).base64EncodedString()
    }

    @Test(arguments: [
        ("rsa:2048", ""), ("rsa:3072", "-sigopt rsa_padding_mode:pss"), ("prime256v1", ""), ("secp384r1", ""),
        ("secp521r1", ""),
    ])
    func `the signature of the file by the key of the certificate is good, and no other`(
        kind: String, options: String
    ) throws {
        try command.key("signer", kind)
        let certificate = try command.selfSigned("signer", subject: "/CN=signer")
        let signature = try signature("signer", options)
        let good = FirmwareSignature(signature: signature, certificate: certificate)
        try FirmwareSignatureCheck.verify(good, digest: digest, at: now)
        var other = digest
        other[0] ^= 1
        #expect(throws: CertificateError.self) { try FirmwareSignatureCheck.verify(good, digest: other, at: now) }
        try command.key("stranger", kind)
        let stranger = try command.selfSigned("stranger", subject: "/CN=signer")
        #expect(throws: CertificateError.self) {
            try FirmwareSignatureCheck.verify(
                FirmwareSignature(signature: signature, certificate: stranger), digest: digest, at: now)
        }
    }

    @Test func `a weak key signs nothing`() throws {
        try command.key("signer", "rsa:1024")
        let weak = FirmwareSignature(
            signature: try signature("signer"), certificate: try command.selfSigned("signer", subject: "/CN=s"))
        #expect(throws: CertificateError("the RSA key has 1024 bits; at least 2048 are needed")) {
            try FirmwareSignatureCheck.verify(weak, digest: digest, at: now)
        }
    }

    @Test func `a certificate is good for its time`() throws {
        try command.key("signer", "prime256v1")
        let signed = FirmwareSignature(
            signature: try signature("signer"), certificate: try command.selfSigned("signer", subject: "/CN=s"))
        try FirmwareSignatureCheck.verify(signed, digest: digest, at: now.advanced(by: .seconds(29 * 86_400)))
        for days in [-2, 31] {
            #expect(throws: CertificateError.self) {
                try FirmwareSignatureCheck.verify(signed, digest: digest, at: now.advanced(by: .seconds(days * 86_400)))
            }
        }
    }

    @Test func `each certificate of a chain is signed by the next`() throws {
        try command.key("root", "prime256v1")
        let root = try command.selfSigned("root", subject: "/CN=root")
        try command.key("signer", "prime256v1")
        _ = try command.request("signer", subject: "/CN=signer")
        try command.run("x509 -req -in signer.csr -CA root.pem -CAkey root.key -CAcreateserial -out signer.pem -days 9")
        let signer = try command.text("signer.pem"), signature = try signature("signer")
        try FirmwareSignatureCheck.verify(
            FirmwareSignature(signature: signature, certificate: signer + root), digest: digest, at: now)
        // Another root of the same name.
        try command.key("other", "prime256v1")
        let other = try command.selfSigned("other", subject: "/CN=root")
        #expect(throws: CertificateError("the certificate of CN=signer is not signed by the one after it")) {
            try FirmwareSignatureCheck.verify(
                FirmwareSignature(signature: signature, certificate: signer + other), digest: digest, at: now)
        }
    }

    @Test(arguments: ["", "x", "====", "AAA=AAAA", "AAAA", "!!!!"])
    func `what is no signature is refused`(signature: String) throws {
        try command.key("signer", "prime256v1")
        let certificate = try command.selfSigned("signer", subject: "/CN=s")
        #expect(throws: CertificateError.self) {
            try FirmwareSignatureCheck.verify(
                FirmwareSignature(signature: signature, certificate: certificate), digest: digest, at: now)
        }
    }
}
