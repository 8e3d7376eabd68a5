import Charging
import ChargingStore
import Identity

/// The way into the outbox for texts that rest there encrypted.
struct SealedMails: MailQueue {
    let outbox: MailOutbox
    let cipher: TextCipher

    func enqueue(recipient: String, subject: String, body: String) async throws {
        try await outbox.enqueue(
            NewMail(recipient: recipient, subject: subject, encryptedBody: try cipher.encrypt(body)))
    }
}
