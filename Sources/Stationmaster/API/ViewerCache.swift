import Charging
import Identity
import Synchronization

/// Resolves bearer tokens to viewers, remembering each for a few seconds so that a busy client costs no statement per request.
///
/// A token that was revoked or a role that was changed is honoured when the memory ends.
final class ViewerCache: Sendable {
    private struct Entry {
        let viewer: Viewer
        let validUntil: ContinuousClock.Instant
    }
    private static let lifetime: Duration = .seconds(5)
    private static let limit = 10_000

    private let accounts: any AccountReading
    private let entries = Mutex<[[UInt8]: Entry]>([:])

    init(accounts: any AccountReading) { self.accounts = accounts }

    /// Sessions of theirs have ended, or got other tokens.
    func forget(_ user: UserID) {
        entries.withLock { entries in entries = entries.filter { $0.value.viewer.userID != user } }
    }

    /// - Returns: nil for a token that is not, or no longer, good.
    func viewer(token: String) async throws -> Viewer? {
        guard token.utf8.count <= 200 else { return nil }
        let hash = BearerToken.hash(token)
        let now = ContinuousClock.now
        if let entry = entries.withLock({ $0[hash] }), entry.validUntil > now { return entry.viewer }
        let viewer = try await accounts.viewer(tokenHash: hash)
        entries.withLock { entries in
            if entries.count >= Self.limit { entries.removeAll(keepingCapacity: true) }
            entries[hash] = viewer.map { Entry(viewer: $0, validUntil: now + Self.lifetime) }
        }
        return viewer
    }
}
