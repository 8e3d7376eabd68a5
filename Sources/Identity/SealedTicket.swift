import Charging
import JSON
package import Crypto
import Foundation

/// A short text that goes out to a client and comes back, which only this server's key can make or read.
///
/// Encrypted and authenticated (AES-GCM), and good until a moment. Whether it was used before, the store knows.
struct SealedTicket: Sendable {
    private let key: SymmetricKey
    private let purpose: String

    init(_ key: SymmetricKey, purpose: String) {
        self.key = key
        self.purpose = purpose
    }

    func seal(_ text: String, until expiry: Timestamp) throws -> String {
        let plain = Data("\(expiry.microseconds):\(text)".utf8)
        let box = try AES.GCM.seal(plain, using: key, authenticating: Data(purpose.utf8))
        return (box.combined ?? Data()).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// - Returns: nil for what this key did not seal for this purpose, and for what is too old.
    func open(_ ticket: String, now: Timestamp) -> (text: String, expiry: Timestamp)? {
        guard ticket.utf8.count <= 400 else { return nil }
        let base64 = ticket.replacing("-", with: "+").replacing("_", with: "/")
        let padded = base64 + String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), let box = try? AES.GCM.SealedBox(combined: data),
            let plain = try? AES.GCM.open(box, using: key, authenticating: Data(purpose.utf8))
        else { return nil }
        let parts = String(decoding: plain, as: UTF8.self).split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let microseconds = Int64(parts[0]) else { return nil }
        let expiry = Timestamp(microseconds: microseconds)
        return expiry > now ? (String(parts[1]), expiry) : nil
    }
}

/// Texts that rest in the database encrypted.
package struct TextCipher: Sendable {
    private let key: SymmetricKey

    package init(_ key: SymmetricKey) { self.key = key }

    package func encrypt(_ text: String) throws -> [UInt8] {
        Array(try AES.GCM.seal(Data(text.utf8), using: key).combined ?? Data())
    }

    /// - Throws: for what another key encrypted.
    package func decrypt(_ bytes: [UInt8]) throws -> String {
        String(decoding: try AES.GCM.open(AES.GCM.SealedBox(combined: Data(bytes)), using: key), as: UTF8.self)
    }
}
