import Charging
import Crypto
import Foundation
import Identity

/// Secrets of webhooks, which rest in the database encrypted, and what is signed by them.
///
/// The form is that of Standard Webhooks, for which there are libraries in most languages.
struct SealedWebhooks: WebhookDesk {
    private static let prefix = "whsec_"

    let addresses: WebhookAddresses
    private let cipher: TextCipher

    init(_ secret: SecretKey, addresses: WebhookAddresses) {
        cipher = TextCipher(secret.derived(for: "webhook secret encryption"))
        self.addresses = addresses
    }

    func makeSecret() throws -> WebhookSecret {
        let key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let text = Self.prefix + key.base64EncodedString()
        return WebhookSecret(text: text, encrypted: try cipher.encrypt(text))
    }

    func check(url: String) throws { try addresses.check(url: url) }

    /// The value of the header `webhook-signature`.
    ///
    /// - Throws: when the secret was stored with another secret key.
    func signature(of body: String, id: String, at seconds: Int64, by encrypted: [UInt8]) throws -> String {
        let text = try cipher.decrypt(encrypted)
        guard text.hasPrefix(Self.prefix), let key = Data(base64Encoded: String(text.dropFirst(Self.prefix.count)))
        else { throw ChargingError(.conflict, "the webhook has no secret that can be read") }
        let signed = Data("\(id).\(seconds).\(body)".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
        return "v1," + Data(code).base64EncodedString()
    }
}
