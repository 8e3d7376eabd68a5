package import JSON

/// Who people are: signing in and out, passwords, second factors and tokens.
///
/// What fails says nothing of whether an account exists. Every refusal is a ``ChargingError``.
package protocol IdentityControl: Sendable {
    /// A picture of characters that proves a person, good once and for a few minutes.
    func makeCaptcha(_ origin: RequestOrigin) async throws -> Captcha
    /// Mails a code to an account, if there is one with this e-mail: the other way than by the picture.
    func requestSignInCode(email: String, language: Language?, _ origin: RequestOrigin) async throws
    func signIn(_ credentials: SignInCredentials, _ origin: RequestOrigin) async throws -> SignInResult
    /// - Parameter ticket: of the sign-in that asked for it. - Parameter code: a one-time code or a recovery code.
    func completeSignIn(ticket: String, code: String, _ origin: RequestOrigin) async throws -> SignInResult
    func signOut(_ viewer: Viewer, _ origin: RequestOrigin) async throws

    func requestPasswordReset(email: String, language: Language?, _ origin: RequestOrigin) async throws
    /// Ends every session of the account.
    func resetPassword(token: String, password: String, _ origin: RequestOrigin) async throws
    func acceptInvitation(token: String, password: String, names: PersonNames, _ origin: RequestOrigin) async throws
    /// Ends every other session of the viewer. - Returns: what the browser's cookie holds from now on.
    func changePassword(
        from current: String, to password: String, viewer: Viewer, _ origin: RequestOrigin
    ) async throws -> SessionCookie?
    /// That it is the viewer who asks, and nobody who found the browser open.
    func confirm(password: String, viewer: Viewer, _ origin: RequestOrigin) async throws
    /// Makes a link with which the person sets a password, and mails it.
    func invite(_ user: UserID, by viewer: Viewer) async throws

    /// - Returns: the secret as authenticators take it; nothing is asked for before it is confirmed.
    func setUpSecondFactor(password: String, viewer: Viewer, _ origin: RequestOrigin) async throws -> AuthenticatorKey
    /// - Returns: codes to sign in with when the authenticator is lost, each good once; shown now and never again.
    func confirmSecondFactor(code: String, viewer: Viewer, _ origin: RequestOrigin) async throws -> [String]
    func turnOffSecondFactor(password: String, viewer: Viewer, _ origin: RequestOrigin) async throws

    /// - Returns: the token, which is shown once.
    func createToken(
        name: String?, expiresAt: Timestamp?, isReadOnly: Bool, scopes: Set<TokenScope>?, viewer: Viewer
    ) async throws -> String
}

package struct Captcha: Sendable, Equatable {
    package let id: String
    /// PNG.
    package let image: [UInt8]
    package let expiresAt: Timestamp

    package init(id: String, image: [UInt8], expiresAt: Timestamp) {
        self.id = id
        self.image = image
        self.expiresAt = expiresAt
    }
}

package struct SignInCredentials: Sendable {
    package enum Proof: Sendable {
        case captcha(id: String, text: String)
        case mailedCode(String)
    }

    package var email: String
    package var password: String
    package var proof: Proof

    package init(email: String, password: String, proof: Proof) {
        self.email = email
        self.password = password
        self.proof = proof
    }
}

package enum SignInResult: Sendable, Equatable {
    case signedIn(SessionCookie)
    /// A code of the second factor is asked for; the ticket is good for a few minutes.
    case needsSecondFactor(ticket: String)
}

/// What a browser keeps of its session, out of reach of scripts.
package struct SessionCookie: Sendable, Equatable {
    package var token: String
    package var lifetime: Duration

    package init(token: String, lifetime: Duration) {
        self.token = token
        self.lifetime = lifetime
    }
}

package struct AuthenticatorKey: Sendable, Equatable {
    /// In base32.
    package var secret: String
    /// `otpauth://…`, which authenticators read from a QR code.
    package var uri: String

    package init(secret: String, uri: String) {
        self.secret = secret
        self.uri = uri
    }
}
