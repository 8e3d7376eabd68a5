import Foundation
import Logging

/// Starts and stops the PostgreSQL of one cluster; the caller holds the data directory's lock.
struct ClusterServer: Sendable {
    let configuration: PrivateCluster.Configuration
    let location: ClusterLocation
    let account: ServerAccount
    let installation: PostgresInstallation
    let logger: Logger

    /// Finds the programs and the place, and makes the cluster if there is none.
    static func prepare(
        _ configuration: PrivateCluster.Configuration, directory: String, logger: Logger
    ) async throws -> ClusterServer {
        let account = try ServerAccount.current()
        let location = try await ClusterLocation.find(for: directory, account: account)
        let version = try ClusterMaker.version(of: location.cluster)
        let installation = try await PostgresInstallation.find(for: version)
        let server = ClusterServer(
            configuration: configuration, location: location, account: account, installation: installation,
            logger: logger)
        if version == nil {
            logger.info("making a new database", metadata: ["directory": "\(location.cluster)"])
            try await server.maker.make()
        }
        return server
    }

    private var maker: ClusterMaker {
        ClusterMaker(
            location: location, account: account, installation: installation, isDurable: configuration.isDurable)
    }

    var running: PostmasterFile? { PostmasterFile.ofRunning(cluster: location.cluster) }

    var process: Int32? { running?.process }

    func connectionString(database: String = ClusterMaker.database, asAdministrator: Bool = false) -> String {
        let role = asAdministrator ? ClusterMaker.administrator : ClusterMaker.role
        return Self.connectionString(host: running?.socketDirectory ?? location.cluster, database: database, role: role)
    }

    static func connectionString(
        host: String, database: String = ClusterMaker.database, role: String = ClusterMaker.role
    ) -> String {
        let pairs = [("host", host), ("port", "5432"), ("user", role), ("dbname", database), ("sslmode", "disable")]
        return pairs.map { name, value in
            let escaped = value.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "'", with: "\\'")
            return "\(name)='\(escaped)'"
        }.joined(separator: " ")
    }

    // MARK: Starting

    /// True if it ran already.
    func start() async throws -> Bool {
        if let running, !running.isStopping {
            logger.info("adopting a running database", metadata: ["process": "\(running.process)"])
            try await waitUntilReady()
            return true
        }
        try await waitUntilStopped()
        unlink(PostmasterFile.path(location.cluster))
        let socketDirectory = try location.socketDirectory(account: account)
        try maker.writeSettings(into: location.cluster, socketDirectory: socketDirectory)
        let beginning = Date()
        let log = "\(location.cluster)/start.log"
        unlink(log)
        let seconds = String(configuration.startLimit.components.seconds)
        let arguments = ["start", "-D", location.cluster, "-l", log, "-s", "-w", "-t", seconds]
        let output = try await account.process(installation.path("pg_ctl"), arguments)
            .run(limit: configuration.startLimit + .seconds(10))
        guard output.isSuccess, running?.isReady == true else {
            let recent = PostgresLog.recent(cluster: location.cluster, since: beginning.addingTimeInterval(-1))
            throw PostgresLog.error(
                "the database in \(location.cluster) does not start", recent?.text ?? output.text, log: recent?.path)
        }
        return false
    }

    private func waitUntilReady() async throws {
        let isReady = try await wait(for: configuration.startLimit) { running.map(\.isReady) ?? true }
        guard isReady, running != nil else {
            throw PrivateClusterError(
                .startFailed, "the running database in \(location.cluster) does not become ready: stop it and try again"
            )
        }
    }

    private func waitUntilStopped() async throws {
        guard try await wait(for: configuration.stopLimit, until: { running == nil }) else {
            throw PrivateClusterError(.startFailed, "the database in \(location.cluster) is stopping and does not end")
        }
    }

    /// False when the time is over.
    private func wait(for limit: Duration, until isDone: () -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while !isDone() {
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(20))
        }
        return true
    }

    func keepRunning(until isStopped: () -> Bool) async throws {
        var pause = Duration.milliseconds(200)
        while true {
            try await Task.sleep(for: pause)
            if isStopped() { return }
            guard running == nil else {
                pause = .milliseconds(200)
                continue
            }
            do {
                logger.warning("the database has ended: starting it again")
                _ = try await start()
            } catch let error as PrivateClusterError {
                // Its children may still hold the shared memory for a moment; tried again until the task is cancelled.
                logger.error("cannot start the database again", metadata: ["reason": "\(error.message)"])
                pause = min(pause * 2, .seconds(10))
            }
        }
    }

    // MARK: Stopping

    /// Not cut short by a cancellation: whoever stops the server wants PostgreSQL stopped as well.
    func stop() async throws {
        let socketDirectory = running?.socketDirectory
        // Only a folder of its own can be removed, and only once it is empty.
        defer { if let socketDirectory, socketDirectory != location.cluster { rmdir(socketDirectory) } }
        for (signal, limit) in [(SIGINT, configuration.stopLimit), (SIGQUIT, .seconds(10))] {
            guard let running else { return }
            // To a postmaster SIGINT means "fast", SIGQUIT "immediate"; what is lost then, recovery brings back.
            kill(running.process, signal)
            // Awaited on the next line.
            let waiting = Task { try await wait(for: limit) { !PostmasterFile.isAlive(running.process) } }
            if (try? await waiting.value) == true { return }
        }
        throw PrivateClusterError(.stopFailed, "the database in \(location.cluster) does not stop")
    }
}
