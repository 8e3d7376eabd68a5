package import Charging
package import Crypto
import Foundation
package import JSON

/// Where people show who they are.
///
/// Whether an account exists shows in no answer, nor in the time that hashing takes: a password is hashed where there is none
/// too, and mails are promised to everybody. Attempts are counted in the store before they are looked at.
package struct IdentityDesk: IdentityControl {
    static let captchaLifetime = Duration.seconds(600)
    static let ticketLifetime = Duration.seconds(600)
    static let sessionLifetime = Duration.seconds(30 * 86_400)
    static let resetLifetime = Duration.seconds(86_400)
    static let invitationLifetime = Duration.seconds(7 * 86_400)
    static let codeLifetime = Duration.seconds(600)

    static let failures = AttemptLimit(
        outcomes: [.wrongPassword, .secondFactorFailed], ofAccount: 10, fromAddress: 50, window: .seconds(900))
    static let mails = AttemptLimit(
        outcomes: [.mailRequested], ofAccount: 3, fromAddress: 20, window: .seconds(900))

    let store: any IdentityStore
    let gate = WorkGate()
    let meter = AddressMeter(perMinute: 60)
    let captchas: SealedTicket
    let tickets: SealedTicket
    let secrets: TextCipher
    let mailCipher: TextCipher
    let publicURL: @Sendable () -> String
    let now: @Sendable () -> Timestamp

    /// - Parameters:
    ///   - key: of purposes, derived from the server's secret.
    ///   - publicURL: what links in mails begin with.
    package init(
        store: any IdentityStore, key: (String) -> SymmetricKey, publicURL: @escaping @Sendable () -> String,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.store = store
        captchas = SealedTicket(key("identity.captcha"), purpose: "captcha")
        tickets = SealedTicket(key("identity.ticket"), purpose: "second factor")
        secrets = TextCipher(key("identity.totp"))
        mailCipher = Self.mailCipher(key)
        self.publicURL = publicURL
        self.now = now
    }

    package var passwordQueue: QueueReading { gate.queue }

    /// What mails rest in the database with.
    package static func mailCipher(_ key: (String) -> SymmetricKey) -> TextCipher { TextCipher(key("identity.mail")) }

    static func accountKey(_ email: String) -> [UInt8] {
        Array(SHA256.hash(data: Data(email.lowercased().utf8)))
    }

    /// - Throws: what to say to who has come too often.
    func refuse(_ attempt: Int64, beyond limit: AttemptLimit) async throws {
        guard let wait = try await store.wait(before: attempt, limit) else { return }
        let minutes = max(1, (wait.components.seconds + 59) / 60)
        guard minutes > 1 else {
            throw ChargingError(.limitExceeded, "Too many attempts. Try again in \(minutes) minute.")
        }
        throw ChargingError(.limitExceeded, "Too many attempts. Try again in \(minutes) minutes.")
    }

    func openSession(
        of account: SignInAccount, attempt: Int64, _ origin: RequestOrigin
    ) async throws -> SignInResult {
        let token = BearerToken.make(prefix: BearerToken.sessionPrefix)
        let session = NewWebSession(
            tokenHash: BearerToken.hash(token), expiresAt: now().advanced(by: Self.sessionLifetime), origin: origin)
        guard try await store.openSession(session, of: account.id, attempt: attempt) != nil else {
            throw Self.wrongCredentials
        }
        return .signedIn(SessionCookie(token: token, lifetime: Self.sessionLifetime))
    }

    static let wrongCredentials = ChargingError(.badInput, "E-mail, password or characters are not right.")
    static let wrongCode = ChargingError(.badInput, "The code is not right, or its time is over.", field: "code")
    static let wrongPassword = ChargingError(.badInput, "The password is not right.", field: "password")
    static let oldLink = ChargingError(
        .badInput, "This link was used already, or its time is over. Ask for a new one.", field: "token")
}
