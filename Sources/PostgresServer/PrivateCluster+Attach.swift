import Foundation
package import Logging

extension PrivateCluster {
    /// Runs the body with the data directory's PostgreSQL: the running one, or one that is started for the time of the body.
    ///
    /// For command-line tools, which may run beside the server or without it.
    package static func withAttached<R>(
        _ configuration: Configuration, logger: Logger, _ body: (_ connectionString: String) async throws -> R
    ) async throws -> R {
        let directory = URL(fileURLWithPath: configuration.dataDirectory).standardizedFileURL.path
        let cluster: PrivateCluster
        do {
            cluster = try await start(configuration, logger: logger)
        } catch let error as PrivateClusterError where error.code == .inUse {
            return try await body(connectionStringOfRunning(in: directory, limit: configuration.startLimit))
        }
        do {
            let result = try await body(cluster.connectionString)
            try await cluster.leave()
            return result
        } catch {
            try? await cluster.leave()  // does nothing the second time; the first error is the one to tell
            throw error
        }
    }

    /// What ran before we came is left running.
    private func leave() async throws {
        if !isAdopted { try await stop() }
    }

    /// Whoever holds the lock may still be starting it.
    private static func connectionStringOfRunning(in directory: String, limit: Duration) async throws -> String {
        let account = try ServerAccount.current()
        let deadline = ContinuousClock.now + limit
        repeat {
            let location = try await ClusterLocation.find(for: directory, account: account)
            let running = try PostmasterFile.ofRunning(cluster: location.cluster, account: account)
            if let running, running.isReady {
                return ClusterServer.connectionString(host: running.socketDirectory)
            }
            try await Task.sleep(for: .milliseconds(100))
        } while ContinuousClock.now < deadline
        throw PrivateClusterError(
            .startFailed, "another stationmaster uses \(directory), but its database does not become ready")
    }
}
