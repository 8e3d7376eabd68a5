import Certificates
import Foundation
import JSON
import NIOCore
import NIOSSL

/// What the server shows of itself in TLS handshakes and what it takes of clients, as read from the files of the settings.
struct TLSMaterial: Sendable {
    private static let sizeLimit = 1 << 20
    private static let authorityLimit = 200
    /// How long before its end a certificate is spoken of.
    private static let renewalTime = Duration.seconds(14 * 86_400)

    /// The server's certificate, and behind it those that signed it.
    let chain: [Certificate]
    let context: NIOSSLContext

    /// Blocks: it reads files.
    ///
    /// - Parameter authority: our own, in PEM, whose client certificates are taken too.
    /// - Throws: ``SettingError`` that names the setting whose file will not do.
    static func read(_ settings: TLSSettings, trusting authority: String?) throws -> TLSMaterial {
        let pem = try contents("STATIONMASTER_TLS_CERTIFICATE", settings.certificate)
        let chain: [Certificate]
        do {
            chain = try Certificate.chain(pem: String(decoding: pem, as: UTF8.self))
        } catch {
            throw SettingError(
                "STATIONMASTER_TLS_CERTIFICATE", value: settings.certificate,
                expected: "a file with certificates in PEM, the server's first; \(error.message)")
        }
        let key: NIOSSLPrivateKey
        do {
            key = try NIOSSLPrivateKey(bytes: contents("STATIONMASTER_TLS_KEY", settings.key), format: .pem)
        } catch is NIOSSLError {
            throw SettingError(
                "STATIONMASTER_TLS_KEY", value: settings.key, expected: "a file with a private key in PEM, unencrypted")
        }
        var authorities = try settings.clientCA.map(authoritiesOfClients) ?? []
        if let authority { authorities += try NIOSSLCertificate.fromPEMBytes(Array(authority.utf8)) }
        let shown = try chain.map {
            NIOSSLCertificateSource.certificate(try NIOSSLCertificate(bytes: $0.der, format: .der))
        }
        do {
            let configuration = configuration(shown, key, clients: authorities)
            return TLSMaterial(chain: chain, context: try NIOSSLContext(configuration: configuration))
        } catch {
            throw SettingError(
                "STATIONMASTER_TLS_KEY", value: settings.key,
                expected: "the key of the certificate in \(settings.certificate)")
        }
    }

    /// What somebody should know who could mend it; nil where all is well.
    func warning(at now: Timestamp) -> String? {
        do {
            try Certificate.check(chain, at: now)
        } catch {
            return error.message
        }
        let first = chain.min { $0.validTo < $1.validTo }
        guard let first, first.validTo < now.advanced(by: Self.renewalTime) else { return nil }
        return "the certificate of \(first.subject) is valid only to \(first.validTo)"
    }

    private static func configuration(
        _ chain: [NIOSSLCertificateSource], _ key: NIOSSLPrivateKey, clients: [NIOSSLCertificate]
    ) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        // Of TLS 1.2, the strongest way to agree on a key first. The last two are for chargers that have only what the OCPP
        // security whitepaper asks of every server (edition 2, section 2.4); those of TLS 1.3 are always there.
        configuration.cipherSuiteValues = [
            .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            .TLS_RSA_WITH_AES_128_GCM_SHA256, .TLS_RSA_WITH_AES_256_GCM_SHA384,
        ]
        // With every kind of key that our own authority signs, and without SHA-1.
        configuration.verifySignatureAlgorithms = [
            .ecdsaSecp256R1Sha256, .rsaPssRsaeSha256, .rsaPkcs1Sha256, .ecdsaSecp384R1Sha384, .rsaPssRsaeSha384,
            .rsaPkcs1Sha384, .ecdsaSecp521R1Sha512, .rsaPssRsaeSha512, .rsaPkcs1Sha512,
        ]
        configuration.certificateVerification = .optionalVerification
        configuration.trustRoots = .certificates(clients)
        // A browser asks its user for a certificate only where it has one of these.
        configuration.sendCANameList = true
        configuration.shutdownTimeout = .seconds(2)
        return configuration
    }

    private static func authoritiesOfClients(_ path: String) throws -> [NIOSSLCertificate] {
        let setting = "STATIONMASTER_TLS_CLIENT_CA"
        let pem = try contents(setting, path)
        // What cannot be read at all is said in the same words as what holds none.
        let found = (try? NIOSSLCertificate.fromPEMBytes(pem)) ?? []
        guard !found.isEmpty, found.count <= authorityLimit else {
            throw SettingError(
                setting, value: path, expected: "a file with 1 to \(authorityLimit) certificates of authorities in PEM")
        }
        return found
    }

    private static func contents(_ setting: String, _ path: String) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: sizeLimit + 1) else {
            throw SettingError(setting, value: path, expected: "a readable file that is not empty")
        }
        guard data.count <= sizeLimit else {
            throw SettingError(setting, value: path, expected: "a file of \(sizeLimit) bytes at most")
        }
        return Array(data)
    }
}
