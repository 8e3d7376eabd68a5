package import Charging
import Foundation
import JSON

extension IdentityDesk {
    package func makeCaptcha(_ origin: RequestOrigin) async throws -> Captcha {
        let now = now()
        try meter.enter(origin.address, now: now)
        let text = CaptchaImage.randomText()
        let expiry = now.advanced(by: Self.captchaLifetime)
        return Captcha(
            id: try captchas.seal(text, until: expiry), image: CaptchaImage.draw(text), expiresAt: expiry)
    }

    package func signIn(_ credentials: SignInCredentials, _ origin: RequestOrigin) async throws -> SignInResult {
        try meter.enter(origin.address, now: now())
        if case .captcha(let id, let text) = credentials.proof, try await !passes(captcha: id, text) {
            throw Self.wrongCredentials
        }
        let account = try await store.account(email: credentials.email)
        let attempt = try await store.begin(
            SignInAttempt(
                accountKey: Self.accountKey(credentials.email), account: account, origin: origin,
                outcome: .wrongPassword))
        try await refuse(attempt, beyond: Self.failures)
        let isRight = try await verifies(credentials.password, of: account)
        // The code is used up by a wrong password too: it is one attempt.
        if case .mailedCode(let code) = credentials.proof, try await !uses(mailedCode: code, of: account) {
            throw Self.wrongCredentials
        }
        guard let account, isRight else { throw Self.wrongCredentials }
        guard account.hasSecondFactor else { return try await openSession(of: account, attempt: attempt, origin) }
        try await store.settle(attempt, as: .secondFactorFailed)
        let ticket = try tickets.seal(
            "\(account.id.rawValue):\(attempt)", until: now().advanced(by: Self.ticketLifetime))
        return .needsSecondFactor(ticket: ticket)
    }

    package func completeSignIn(
        ticket: String, code: String, _ origin: RequestOrigin
    ) async throws -> SignInResult {
        try meter.enter(origin.address, now: now())
        let parts = tickets.open(ticket, now: now())?.text.split(separator: ":").compactMap { Int64($0) } ?? []
        guard parts.count == 2, let account = try await store.account(UserID(rawValue: parts[0])), account.isActive
        else {
            throw ChargingError(.badInput, "Signing in took too long. Begin again.", field: "secondFactor")
        }
        let attempt = try await store.begin(
            SignInAttempt(
                accountKey: Self.accountKey(account.email), account: account, origin: origin,
                outcome: .secondFactorFailed))
        try await refuse(attempt, beyond: Self.failures)
        guard try await passesSecondFactor(code, of: account) else { throw Self.wrongCode }
        // The first half failed only as long as the second had not come.
        try await store.forget(parts[1])
        return try await openSession(of: account, attempt: attempt, origin)
    }

    package func signOut(_ viewer: Viewer, _ origin: RequestOrigin) async throws {
        guard viewer.credential == .session else {
            throw ChargingError(.badInput, "A token is not signed in; revoke it instead.")
        }
        guard let account = try await store.account(viewer.userID) else { return }
        try await store.endSession(
            viewer.tokenID, of: viewer.userID, origin: origin, accountKey: Self.accountKey(account.email))
    }

    /// Used up by a wrong answer too.
    private func passes(captcha id: String, _ text: String) async throws -> Bool {
        guard let opened = captchas.open(id, now: now()),
            try await store.useTicket(hash: BearerToken.hash(id), expiresAt: opened.expiry)
        else { return false }
        return opened.text == text.uppercased().filter { !$0.isWhitespace }
    }

    private func uses(mailedCode code: String, of account: SignInAccount?) async throws -> Bool {
        guard let account else { return false }
        return try await store.useCode(hash: Self.codeHash(code, of: account.id), of: account.id)
    }

    /// Takes as long where there is nobody.
    func verifies(_ password: String, of account: SignInAccount?) async throws -> Bool {
        let stored = account.flatMap { $0.isActive ? $0.passwordHash : nil }
        let isRight = try await gate.run {
            try PasswordHash.verifies(password, against: stored ?? PasswordHash.ofNobody)
        }
        return isRight && stored != nil
    }

    /// With the account, since eight digits are few.
    static func codeHash(_ code: String, of user: UserID) -> [UInt8] {
        BearerToken.hash("\(user.rawValue):\(code.filter { !$0.isWhitespace })")
    }
}
