import Crypto
import CryptoExtras
import Foundation

/// Hashes people's passwords with scrypt (N = 2^15, r = 8, p = 1): slow on purpose, about a fifth of a second.
///
/// Written as `scrypt$15$8$1$SALT$HASH` with both in base64, so that the cost can be raised for new passwords.
enum PasswordHash {
    static func make(_ password: String) throws -> String {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        let hash = try KDF.Scrypt.deriveKey(
            from: Data(password.utf8), salt: salt, outputByteCount: 32, rounds: 1 << 15, blockSize: 8, parallelism: 1,
            maxMemory: 64 << 20)
        let text = hash.withUnsafeBytes { Data($0) }.base64EncodedString()
        return "scrypt$15$8$1$\(salt.base64EncodedString())$\(text)"
    }
}
