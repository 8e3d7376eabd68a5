import Crypto
import Foundation

/// A token of the API, or of a browser's session: a ``RandomToken`` behind a prefix by which secret scanners can know it.
package enum BearerToken {
    package static let prefix = "sm_"
    package static let sessionPrefix = "sms_"

    package static func make(prefix: String = prefix) -> String { prefix + RandomToken.make() }

    /// What is stored and looked up. The token is random, so a plain hash is enough.
    package static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Data(token.utf8))) }
}
