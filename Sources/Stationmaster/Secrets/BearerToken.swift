import Crypto
import Foundation

/// A token of the API: 32 random bytes in base64url behind a prefix by which secret scanners can know it.
enum BearerToken {
    static let prefix = "sm_"

    static func make() -> String {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let text = bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=", with: "")
        return prefix + text
    }

    /// What is stored and looked up. The token is random, so a plain hash is enough.
    static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Data(token.utf8))) }
}
