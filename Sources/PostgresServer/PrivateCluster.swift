import Foundation
package import Logging
import Synchronization

/// A PostgreSQL of our own: made, started, adopted and stopped by this process, reached by a Unix socket only.
///
/// It runs in a session of its own, so that Ctrl-C reaches the server first; one that survived a killed server is adopted.
/// Connections are admitted by the kernel's word on the user (peer authentication), so there is no password to keep.
package final class PrivateCluster: Sendable {
    package struct Configuration: Sendable {
        /// Made if absent. Relative paths count from the working directory.
        package var dataDirectory: String
        /// False only for tests: no fsync.
        package var isDurable = true
        package var startLimit: Duration = .seconds(90)
        package var stopLimit: Duration = .seconds(30)

        package init(dataDirectory: String) {
            self.dataDirectory = dataDirectory
        }
    }

    let server: ClusterServer
    /// Nil once stopped.
    private let lock: Mutex<DataDirectoryLock?>
    /// Whether it ran already, left over by a process that was killed.
    package let isAdopted: Bool

    private init(_ server: ClusterServer, _ lock: consuming DataDirectoryLock, isAdopted: Bool) {
        self.server = server
        self.lock = Mutex(lock)
        self.isAdopted = isAdopted
    }

    /// Makes the cluster if there is none, starts or adopts it, and waits until it accepts connections.
    ///
    /// - Throws: ``PrivateClusterError``, whose message is one line for the operator.
    package static func start(_ configuration: Configuration, logger: Logger) async throws -> PrivateCluster {
        let directory = URL(fileURLWithPath: configuration.dataDirectory).standardizedFileURL.path
        try ClusterLocation.makeFolder(directory, owner: nil)
        let lock = try DataDirectoryLock(directory: directory)
        let server = try await ClusterServer.prepare(configuration, directory: directory, logger: logger)
        let isAdopted = try await server.start()
        return PrivateCluster(server, lock, isAdopted: isAdopted)
    }

    /// For `PostgresConfiguration(url:)`: the product's own role and database.
    package var connectionString: String { server.connectionString() }

    /// For administration, as in tests.
    package func connectionString(database: String, asAdministrator: Bool = false) -> String {
        server.connectionString(database: database, asAdministrator: asAdministrator)
    }

    /// The folder where whatever belongs to this cluster is to be kept, such as the server's secret key: who backs it up or moves
    /// it has all of it.
    ///
    /// An absolute path: the data directory that was asked for; or, if we are root and PostgreSQL's user could not reach that
    /// when the cluster was made, a folder of its own for it under `/var/lib/stationmaster`. It stays the same from start to
    /// start. It exists once ``start(_:logger:)`` has returned, and this process may write to it: made by us it is our own
    /// user's with mode 0755, found there it is left as it is. So a secret in it needs a mode of its own (0600).
    package var dataDirectory: String { server.location.directory }

    /// PostgreSQL's own folder within ``dataDirectory``, in which nothing else is to be kept.
    package var clusterDirectory: String { server.location.cluster }

    /// PostgreSQL's main process; nil if it does not run, or if that cannot be told.
    package var process: Int32? { server.process }

    /// Starts PostgreSQL again whenever it has ended (killed, out of memory), until the task is cancelled.
    package func keepRunning() async throws {
        try await server.keepRunning { lock.withLock { $0 == nil } }
    }

    /// Disconnects everybody, stops PostgreSQL in an orderly way, and gives the data directory free.
    ///
    /// It does what it can within the limit even if the task is cancelled.
    package func stop() async throws {
        guard let lock = lock.withLock({ $0.take() }) else { return }
        try await server.stop()
        lock.release()
    }
}
