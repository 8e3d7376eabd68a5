import PostgresServer
import ServiceLifecycle

/// Keeps the private PostgreSQL running beside the server: one that was killed is started again.
struct PrivateDatabase: Service {
    let cluster: PrivateCluster

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await cluster.keepRunning() }
        } catch is CancellationError {
            // The end of the service; the cluster itself is stopped when everything that uses it has ended.
        }
    }
}
