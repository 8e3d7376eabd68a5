import Crypto
import CryptoExtras
import Foundation

/// Hashes people's passwords with scrypt (N = 2^15, r = 8, p = 1): slow on purpose, about a fifth of a second.
///
/// Written as `scrypt$15$8$1$SALT$HASH` with both in base64, so that the cost can be raised for new passwords.
package enum PasswordHash {
    /// Bytes of a password.
    package static let length = 10...200

    package static func make(_ password: String) throws -> String {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        let hash = try derive(password, salt: salt, cost: 15)
        return "scrypt$15$8$1$\(salt.base64EncodedString())$\(hash.base64EncodedString())"
    }

    /// In constant time, as far as the bytes go.
    ///
    /// - Returns: false too for what is no hash of ours.
    package static func verifies(_ password: String, against stored: String) throws -> Bool {
        let parts = stored.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let cost = Int(parts[1]), (10...17).contains(cost),
            parts[2] == "8", parts[3] == "1", let salt = Data(base64Encoded: String(parts[4])),
            let hash = Data(base64Encoded: String(parts[5])), hash.count == 32, password.utf8.count <= length.upperBound
        else { return false }
        let derived = try derive(password, salt: salt, cost: cost)
        return zip(derived, hash).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Of a password that nobody has: looked at where there is no account, so that both take as long.
    package static let ofNobody =
        "scrypt$15$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

    private static func derive(_ password: String, salt: Data, cost: Int) throws -> Data {
        try KDF.Scrypt.deriveKey(
            from: Data(password.utf8), salt: salt, outputByteCount: 32, rounds: 1 << cost, blockSize: 8, parallelism: 1,
            maxMemory: 256 << 20
        ).withUnsafeBytes { Data($0) }
    }
}
