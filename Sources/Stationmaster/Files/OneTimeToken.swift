import Crypto
import Foundation
import Identity

/// The ``RandomToken`` in an address that lets in whoever knows it. Only its hash is kept.
enum OneTimeToken {
    /// Nil for what cannot be one, so that nothing is looked up for it.
    static func hash(_ token: String) -> [UInt8]? {
        guard token.utf8.count == 43,
            token.utf8.allSatisfy({ byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            })
        else { return nil }
        return Array(SHA256.hash(data: Data(token.utf8)))
    }
}
