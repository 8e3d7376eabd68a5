import Certificates
import Charging
import ChargingStore
import Crypto
import Foundation
import JSON

/// The server's certificate authority: made when it is first needed, its key encrypted at rest by the server's secret.
///
/// Whatever computes goes to the threads for blocking work.
struct StoredAuthority: CertificateAuthority {
    private let store: CertificateStore
    private let key: SymmetricKey
    private let now: @Sendable () -> Timestamp

    init(_ store: CertificateStore, _ secret: SecretKey, now: @escaping @Sendable () -> Timestamp) {
        self.store = store
        key = secret.derived(for: "certificate authority")
        self.now = now
    }

    func read(_ request: String) async throws -> RequestedIdentity {
        let request = try await refusing { try SigningRequest(pem: request) }
        return RequestedIdentity(commonName: request.commonName, organization: request.organization)
    }

    func sign(_ request: String, organization: String) async throws -> IssuedCertificate {
        let authority = try await authority()
        let now = now()
        return try await refusing {
            let pem = try authority.sign(try SigningRequest(pem: request), organization: organization, at: now)
            let certificate = try Certificate.chain(pem: pem)[0]
            return IssuedCertificate(
                certificate: pem, serialNumber: certificate.serialNumber, validFrom: certificate.validFrom,
                validTo: certificate.validTo)
        }
    }

    /// Of the authority, in PEM.
    func certificate() async throws -> String { try await authority().certificate }

    private func authority() async throws -> LocalAuthority {
        if let known = try await store.authority() { return try opened(known) }
        let now = now()
        let made = try await BlockingWork.run { try LocalAuthority.make(name: "Stationmaster charge points", at: now) }
        guard let sealed = try AES.GCM.seal(made.key, using: key).combined else { throw AuthorityUnusable() }
        try await store.keepAuthority(certificate: made.certificate, key: Array(sealed))
        // Another server may have been quicker; one authority is used by all.
        guard let kept = try await store.authority() else { throw AuthorityUnusable() }
        return try opened(kept)
    }

    private func opened(_ stored: (certificate: String, key: [UInt8])) throws -> LocalAuthority {
        let der = try AES.GCM.open(AES.GCM.SealedBox(combined: stored.key), using: key)
        return LocalAuthority(certificate: stored.certificate, key: Array(der))
    }

    private func refusing<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        do {
            return try await BlockingWork.run(body)
        } catch let error as CertificateError {
            throw ChargingError(.badInput, "The certificate request is refused: \(error.message).")
        }
    }
}

/// The authority's key cannot be kept or read.
private struct AuthorityUnusable: Error, CustomStringConvertible {
    var description: String { "the certificate authority's key cannot be kept or read" }
}
