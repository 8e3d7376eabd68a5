import Charging
import Crypto
import Foundation

/// Keeps station passwords as a keyed verifier, fast enough for thousands of chargers that reconnect at once, and as an
/// encrypted copy for the people who may see them.
///
/// Station passwords are long and random, so a keyed hash is enough; people's passwords go through ``PasswordHash``.
struct StationCredentialVault: CredentialVault {
    private let verifierKey: SymmetricKey
    private let encryptionKey: SymmetricKey

    init(_ secret: SecretKey) {
        verifierKey = secret.derived(for: "station password verifier")
        encryptionKey = secret.derived(for: "station password encryption")
    }

    func store(_ password: [UInt8]) throws -> StoredCredential {
        let verifier = Array(HMAC<SHA256>.authenticationCode(for: password, using: verifierKey))
        guard let sealed = try AES.GCM.seal(password, using: encryptionKey).combined else {
            throw ChargingError(.badInput, "the password could not be encrypted", field: "password")
        }
        return StoredCredential(verifier: verifier, encrypted: Array(sealed))
    }

    func reveal(_ encrypted: [UInt8]) throws -> [UInt8] {
        guard let box = try? AES.GCM.SealedBox(combined: encrypted),
            let password = try? AES.GCM.open(box, using: encryptionKey)
        else { throw ChargingError(.conflict, "the password was stored with another secret key") }
        return Array(password)
    }

    func verifies(_ password: [UInt8], against verifier: [UInt8]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(verifier, authenticating: password, using: verifierKey)
    }
}
