import Crypto
import Foundation

/// One-time codes that authenticators show: six digits, another every 30 seconds.
///
/// RFC 6238 with SHA-1, the form that all authenticators know.
struct OneTimeCode: Sendable {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    static let stepSeconds: Int64 = 30

    let key: [UInt8]

    init(key: [UInt8]) { self.key = key }

    static func random() -> OneTimeCode {
        OneTimeCode(key: SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { Array($0) })
    }

    /// In base32 (RFC 4648), as authenticators take it by hand.
    var secret: String {
        var text = ""
        var bits = 0
        var value = 0
        for byte in key {
            value = (value << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(Self.alphabet[value >> bits & 31])
            }
        }
        return text
    }

    func code(step: Int64) -> String {
        let message = withUnsafeBytes(of: step.bigEndian) { Data($0) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: key)))
        let offset = Int(mac[19] & 15)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step whose code this is: of now, or of the one before or after, since clocks differ.
    func step(of code: String, unixSeconds: Int64) -> Int64? {
        let now = unixSeconds / Self.stepSeconds
        var found: Int64?
        // All three are compared, so that the time tells nothing.
        for step in now - 1...now + 1 where self.code(step: step) == code { found = step }
        return found
    }
}
