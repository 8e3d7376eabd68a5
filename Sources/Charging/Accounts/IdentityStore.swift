package import JSON

/// Where accounts, sessions and what leads to them are kept. Each call is one transaction.
package protocol IdentityStore: Sendable {
    func account(email: String) async throws -> SignInAccount?
    func account(_ user: UserID) async throws -> SignInAccount?

    /// Enters an attempt before it is looked at, so that attempts at the same time count each other.
    func begin(_ attempt: SignInAttempt) async throws -> Int64
    /// How long to wait before the next, where there were as many as allowed before this one; it no longer counts then.
    func wait(before attempt: Int64, _ limit: AttemptLimit) async throws -> Duration?
    func settle(_ attempt: Int64, as outcome: SignInOutcome) async throws
    /// It was none.
    func forget(_ attempt: Int64) async throws

    /// - Returns: whether it had not been used before.
    func useTicket(hash: [UInt8], expiresAt: Timestamp) async throws -> Bool

    /// - Returns: the new session's id; nil when the account is no longer active.
    func openSession(_ session: NewWebSession, of user: UserID, attempt: Int64) async throws -> Int64?
    func endSession(_ id: Int64, of user: UserID, origin: RequestOrigin, accountKey: [UInt8]) async throws

    /// Ends every session of the account but `remaining`, which gets another token, and every link and code that was mailed
    /// to it; and tells its owner.
    func setPassword(
        _ hash: String, of user: UserID, remaining: (id: Int64, tokenHash: [UInt8])?, _ mail: NewMail
    ) async throws
    /// Uses the secret up, sets the password and the names that are given, and ends every session.
    ///
    /// - Returns: nil when the secret is not, or no longer, good.
    func setPassword(
        _ hash: String, bySecret secret: [UInt8], purpose: MailedSecretPurpose, names: PersonNames?,
        origin: RequestOrigin
    ) async throws -> UserID?

    /// Keeps a secret in place of earlier ones of its purpose, and the mail that takes it there, in one commit.
    func mail(
        _ secret: (hash: [UInt8], purpose: MailedSecretPurpose, expiresAt: Timestamp), to user: UserID, _ mail: NewMail
    ) async throws
    /// - Returns: whether the user had this code and it was good; it no longer is.
    func useCode(hash: [UInt8], of user: UserID) async throws -> Bool

    /// Keeps a secret of one-time codes that is not asked for yet.
    func proposeSecondFactor(_ encrypted: [UInt8], of user: UserID) async throws
    /// From now on codes are asked for. - Returns: false when none was proposed, or another meanwhile.
    func confirmSecondFactor(
        _ encrypted: [UInt8], of user: UserID, step: Int64, recoveryCodeHashes: [[UInt8]]
    ) async throws -> Bool
    func removeSecondFactor(of user: UserID) async throws
    /// - Returns: whether no code of this step or a later one was used before.
    func useStep(_ step: Int64, of user: UserID) async throws -> Bool
    func useRecoveryCode(hash: [UInt8], of user: UserID) async throws -> Bool

    func createToken(
        hash: [UInt8], name: String?, expiresAt: Timestamp?, isReadOnly: Bool, scopes: Set<TokenScope>?, viewer: Viewer
    ) async throws
}

/// What people change of their own account that needs no proof.
package protocol OwnAccountWriting: Sendable {
    /// A token or a browser's session of the viewer's own. - Throws: ``ChargingError`` `.notFound`.
    func revokeToken(_ id: Int64, viewer: Viewer) async throws
    /// - Parameter value: JSON text; nil removes the key.
    func savePreference(_ key: String, _ value: String?, viewer: Viewer) async throws
}

/// What a person is called.
package struct PersonNames: Sendable, Hashable {
    package var first: String?
    package var last: String?

    package init(first: String?, last: String?) {
        self.first = first
        self.last = last
    }
}
