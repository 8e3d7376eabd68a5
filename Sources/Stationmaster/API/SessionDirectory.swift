import Charging
import Logging
import ServiceLifecycle
import Synchronization

/// A socket or a stream that goes on showing somebody what that person may see.
protocol LivingSession: AnyObject, Sendable {
    /// The token was revoked or its owner's rights are others now: the client may come again and see what it may see.
    func rightsChanged() async
}

/// The sessions that are signed in, checked every few seconds against their tokens and roles.
final class SessionDirectory: Service {
    private struct Entry {
        let session: any LivingSession
        let viewer: Viewer
    }
    private let entries = Mutex<[ObjectIdentifier: Entry]>([:])
    private let accounts: any AccountReading
    private let viewers: ViewerCache
    private let logger: Logger

    init(accounts: any AccountReading, viewers: ViewerCache, logger: Logger) {
        self.accounts = accounts
        self.viewers = viewers
        self.logger = logger
    }

    var count: Int { entries.withLock { $0.count } }

    func add(_ session: any LivingSession, viewer: Viewer) {
        // As the database knows the viewer, whatever group was chosen.
        var viewer = viewer
        viewer.groupScope = nil
        entries.withLock { [viewer] in $0[ObjectIdentifier(session)] = Entry(session: session, viewer: viewer) }
    }

    func remove(_ session: any LivingSession) {
        _ = entries.withLock { $0.removeValue(forKey: ObjectIdentifier(session)) }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            // A sleep that was cancelled is the end of the service, not a failure of it.
            while (try? await Task.sleep(for: GraphQLLimits.rightsCheckInterval)) != nil { await self.checkRights() }
        }
    }

    /// At once, for what was changed here; what another server changed shows with ``checkRights()`` where it shows in a
    /// viewer, and in every statement anyway.
    func rightsChanged(of user: UserID) async {
        viewers.forget(user)
        for entry in entries.withLock({ $0.values.filter { $0.viewer.userID == user } }) {
            await entry.session.rightsChanged()
        }
    }

    func checkRights() async {
        let present = entries.withLock { Array($0.values) }
        guard !present.isEmpty else { return }
        do {
            let viewers = try await accounts.viewers(ofTokens: Array(Set(present.map(\.viewer.tokenID))))
            for entry in present where viewers[entry.viewer.tokenID] != entry.viewer {
                // Who comes again is not to be taken for who they were.
                self.viewers.forget(entry.viewer.userID)
                await entry.session.rightsChanged()
            }
        } catch {
            // While the database is away nothing can change in it; the next round looks again.
            logger.debug("rights of living sessions could not be checked", metadata: ["error": "\(error)"])
        }
    }
}
