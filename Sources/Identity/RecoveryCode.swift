import Crypto
import Foundation

/// What signs in when the authenticator is lost: ten letters and digits that look like no other, good once.
enum RecoveryCode {
    static let count = 10
    private static let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")

    static func make() -> [String] {
        (0..<count).map { _ in
            let text = String((0..<10).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
            return text.prefix(5) + "-" + text.suffix(5)
        }
    }

    /// Dashes, spaces and capitals do not matter. With the account's id, so that equal codes of two people differ.
    static func hash(_ code: String, of user: Int64) -> [UInt8] {
        let plain = code.lowercased().filter { $0.isLetter || $0.isNumber }
        return Array(SHA256.hash(data: Data("\(user):\(plain)".utf8)))
    }
}
