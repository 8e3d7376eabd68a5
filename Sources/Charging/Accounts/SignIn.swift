package import JSON

/// A person's account as signing in needs it.
package struct SignInAccount: Sendable, Equatable {
    package var id: UserID
    package var organizationID: OrganizationID
    /// Its name.
    package var organization: String
    package var email: String
    package var language: Language
    /// Nil before an invitation was taken up.
    package var passwordHash: String?
    /// The secret of one-time codes, encrypted; nil where none is set up.
    package var totpEncrypted: [UInt8]?
    /// Whether a one-time code is asked for.
    package var hasSecondFactor: Bool
    package var isActive: Bool

    package init(
        id: UserID, organizationID: OrganizationID, organization: String, email: String, language: Language,
        passwordHash: String?, totpEncrypted: [UInt8]?, hasSecondFactor: Bool, isActive: Bool
    ) {
        self.id = id
        self.organizationID = organizationID
        self.organization = organization
        self.email = email
        self.language = language
        self.passwordHash = passwordHash
        self.totpEncrypted = totpEncrypted
        self.hasSecondFactor = hasSecondFactor
        self.isActive = isActive
    }
}

/// A language that the server has texts for people in.
package enum Language: String, Sendable, Hashable, CaseIterable {
    case english = "en"
    case german = "de"
    case french = "fr"
}

package enum SignInOutcome: String, Sendable, CaseIterable {
    case signedIn = "SIGNED_IN"
    case wrongPassword = "WRONG_PASSWORD"
    case secondFactorFailed = "SECOND_FACTOR_FAILED"
    case signedOut = "SIGNED_OUT"
    case passwordReset = "PASSWORD_RESET"
    case mailRequested = "MAIL_REQUESTED"
}

/// Somebody's try to sign in, or to have a mail sent.
package struct SignInAttempt: Sendable, Equatable {
    /// SHA-256 of the e-mail in small letters, whether or not anybody has it.
    package var accountKey: [UInt8]
    package var account: SignInAccount?
    package var origin: RequestOrigin
    /// What it counts as until it is settled.
    package var outcome: SignInOutcome

    package init(accountKey: [UInt8], account: SignInAccount?, origin: RequestOrigin, outcome: SignInOutcome) {
        self.accountKey = accountKey
        self.account = account
        self.origin = origin
        self.outcome = outcome
    }
}

/// Where a request comes from, as far as the network and the browser tell.
package struct RequestOrigin: Sendable, Hashable {
    /// An IPv4 address, or the /64 network of an IPv6 one, which one household has whole.
    package var address: String
    package var userAgent: String?
    /// Of what is answered to people.
    package var language: Language

    package init(address: String, userAgent: String?, language: Language = .english) {
        self.address = address
        self.userAgent = userAgent
        self.language = language
    }
}

/// How many attempts there may be in a stretch of time, and what they count as.
package struct AttemptLimit: Sendable, Hashable {
    package var outcomes: [SignInOutcome]
    package var ofAccount: Int
    package var fromAddress: Int
    package var window: Duration

    package init(outcomes: [SignInOutcome], ofAccount: Int, fromAddress: Int, window: Duration) {
        self.outcomes = outcomes
        self.ofAccount = ofAccount
        self.fromAddress = fromAddress
        self.window = window
    }
}

/// A browser's session that is about to begin.
package struct NewWebSession: Sendable, Equatable {
    package var tokenHash: [UInt8]
    package var expiresAt: Timestamp
    package var origin: RequestOrigin

    package init(tokenHash: [UInt8], expiresAt: Timestamp, origin: RequestOrigin) {
        self.tokenHash = tokenHash
        self.expiresAt = expiresAt
        self.origin = origin
    }
}

/// A secret that leaves by mail and comes back once.
package enum MailedSecretPurpose: String, Sendable {
    case resetPassword = "RESET_PASSWORD"
    case invitation = "INVITATION"
    case signInCode = "SIGN_IN_CODE"
}

/// A mail that waits to be sent; its text is encrypted, since it may let somebody in.
package struct NewMail: Sendable, Equatable {
    package var recipient: String
    package var subject: String
    package var encryptedBody: [UInt8]

    package init(recipient: String, subject: String, encryptedBody: [UInt8]) {
        self.recipient = recipient
        self.subject = subject
        self.encryptedBody = encryptedBody
    }
}
