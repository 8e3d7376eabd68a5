import Crypto
import Foundation

/// A token of the API: a ``RandomToken`` behind a prefix by which secret scanners can know it.
enum BearerToken {
    static let prefix = "sm_"

    static func make() -> String { prefix + RandomToken.make() }

    /// What is stored and looked up. The token is random, so a plain hash is enough.
    static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Data(token.utf8))) }
}
