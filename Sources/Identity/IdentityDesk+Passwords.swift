package import Charging
import Foundation
package import JSON

extension IdentityDesk {
    package func requestSignInCode(
        email: String, language: Language?, _ origin: RequestOrigin
    ) async throws {
        try await sendSecret(to: email, origin) { account in
            let digits = String(Int.random(in: 0..<100_000_000))
            let code = String(repeating: "0", count: 8 - digits.count) + digits
            let mail = try mail(.signInCode(code), to: account.email, in: language ?? account.language)
            let expiry = now().advanced(by: Self.codeLifetime)
            try await store.mail(
                (Self.codeHash(code, of: account.id), .signInCode, expiry), to: account.id, mail)
        }
    }

    package func requestPasswordReset(
        email: String, language: Language?, _ origin: RequestOrigin
    ) async throws {
        try await sendSecret(to: email, origin) { account in
            let token = RandomToken.make()
            let mail = try mail(
                .resetPassword(link: "\(publicURL())/reset/\(token)"), to: account.email,
                in: language ?? account.language)
            let expiry = now().advanced(by: Self.resetLifetime)
            try await store.mail((BearerToken.hash(token), .resetPassword, expiry), to: account.id, mail)
        }
    }

    package func resetPassword(token: String, password: String, _ origin: RequestOrigin) async throws {
        try await setPassword(password, by: token, .resetPassword, names: nil, origin)
    }

    package func acceptInvitation(
        token: String, password: String, names: PersonNames, _ origin: RequestOrigin
    ) async throws {
        try await setPassword(password, by: token, .invitation, names: names, origin)
    }

    package func changePassword(
        from current: String, to password: String, viewer: Viewer, _ origin: RequestOrigin
    ) async throws -> SessionCookie? {
        let account = try await confirmed(current, field: "currentPassword", viewer, origin)
        let hash = try await gate.run { try PasswordHash.make(password) }
        let notice = try mail(.passwordChanged, to: account.email, in: account.language)
        guard viewer.credential == .session else {
            try await store.setPassword(hash, of: account.id, remaining: nil, notice)
            return nil
        }
        let token = BearerToken.make(prefix: BearerToken.sessionPrefix)
        try await store.setPassword(
            hash, of: account.id, remaining: (viewer.tokenID, BearerToken.hash(token)), notice)
        return SessionCookie(token: token, lifetime: Self.sessionLifetime)
    }

    package func confirm(password: String, viewer: Viewer, _ origin: RequestOrigin) async throws {
        _ = try await confirmed(password, field: "password", viewer, origin)
    }

    package func invite(_ user: UserID, by viewer: Viewer) async throws {
        guard let account = try await store.account(user) else {
            throw ChargingError(.notFound, "this user does not exist", field: "id")
        }
        let token = RandomToken.make()
        let mail = try mail(
            .invitation(link: "\(publicURL())/invite/\(token)", organization: account.organization), to: account.email,
            in: account.language)
        let expiry = now().advanced(by: Self.invitationLifetime)
        try await store.mail((BearerToken.hash(token), .invitation, expiry), to: user, mail)
    }

    package func createToken(
        name: String?, expiresAt: Timestamp?, isReadOnly: Bool, scopes: Set<TokenScope>?, viewer: Viewer
    ) async throws -> String {
        if let expiresAt, expiresAt <= now() {
            throw ChargingError(.badInput, "expiresAt is over already.", field: "expiresAt")
        }
        let token = BearerToken.make()
        try await store.createToken(
            hash: BearerToken.hash(token), name: name, expiresAt: expiresAt, isReadOnly: isReadOnly, scopes: scopes,
            viewer: viewer)
        return token
    }

    /// The viewer's account, once the password was given that only its owner knows; as limited as signing in.
    func confirmed(
        _ password: String, field: String, _ viewer: Viewer, _ origin: RequestOrigin
    ) async throws -> SignInAccount {
        guard let account = try await store.account(viewer.userID) else {
            throw ChargingError(.notFound, "your account is gone")
        }
        let attempt = try await store.begin(
            SignInAttempt(
                accountKey: Self.accountKey(account.email), account: account, origin: origin,
                outcome: .wrongPassword))
        try await refuse(attempt, beyond: Self.failures)
        guard try await verifies(password, of: account) else {
            throw ChargingError(.badInput, "The password is not right.", field: field)
        }
        try await store.forget(attempt)
        return account
    }

    private func setPassword(
        _ password: String, by token: String, _ purpose: MailedSecretPurpose, names: PersonNames?,
        _ origin: RequestOrigin
    ) async throws {
        try meter.enter(origin.address, now: now())
        guard token.utf8.count <= 100 else { throw Self.oldLink }
        let hash = try await gate.run { try PasswordHash.make(password) }
        let user = try await store.setPassword(
            hash, bySecret: BearerToken.hash(token), purpose: purpose, names: names, origin: origin)
        guard user != nil else { throw Self.oldLink }
    }

    /// Does the same for who has no account, as far as anybody can see.
    private func sendSecret(
        to email: String, _ origin: RequestOrigin, _ send: (SignInAccount) async throws -> Void
    ) async throws {
        try meter.enter(origin.address, now: now())
        let account = try await store.account(email: email)
        let attempt = try await store.begin(
            SignInAttempt(
                accountKey: Self.accountKey(email), account: account, origin: origin, outcome: .mailRequested))
        try await refuse(attempt, beyond: Self.mails)
        if let account, account.isActive { try await send(account) }
    }

    private func mail(_ text: MailText, to recipient: String, in language: Language) throws -> NewMail {
        NewMail(
            recipient: recipient, subject: text.subject(in: language),
            encryptedBody: try mailCipher.encrypt(text.body(in: language)))
    }
}
