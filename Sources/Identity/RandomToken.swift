import Crypto
import Foundation

/// What nobody can guess: 32 random bytes in base64url, 43 characters.
package enum RandomToken {
    package static func make() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
