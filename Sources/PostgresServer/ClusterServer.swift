import Foundation
import Logging

/// Starts and stops the PostgreSQL of one cluster; the caller holds the data directory's lock.
struct ClusterServer: Sendable {
    let configuration: PrivateCluster.Configuration
    let location: ClusterLocation
    let account: ServerAccount
    let installation: PostgresInstallation
    var logger: Logger

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

    /// Nil if it does not run.
    ///
    /// - Throws: ``PrivateClusterError/Code/notAccessible`` if that cannot be told now.
    var running: PostmasterFile? {
        get throws(PrivateClusterError) {
            try PostmasterFile.ofRunning(cluster: location.cluster, account: account)
        }
    }

    /// Not known counts as none.
    var process: Int32? { (try? running)?.process }

    func connectionString(database: String = ClusterMaker.database, asAdministrator: Bool = false) -> String {
        let role = asAdministrator ? ClusterMaker.administrator : ClusterMaker.role
        // Not known, or not running: where it has its socket when we start it.
        let host = (try? running)?.socketDirectory ?? location.socketDirectory(account: account)
        return Self.connectionString(host: host, database: database, role: role)
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
        if let running = try running, !running.isStopping {
            logger.info("adopting a running database", metadata: ["process": "\(running.process)"])
            try await waitUntilReady()
            return true
        }
        try await waitUntilStopped()
        let socketDirectory = try location.makeSocketDirectory(account: account)
        for path in [PostmasterFile.path(location.cluster), ClusterLocation.socketLock(in: socketDirectory)] {
            try PostmasterFile.removeIfMisleading(path, cluster: location.cluster, account: account)
        }
        try maker.writeSettings(into: location.cluster, socketDirectory: socketDirectory)
        let beginning = Date()
        let log = "\(location.cluster)/start.log"
        unlink(log)
        let seconds = String(configuration.startLimit.components.seconds)
        let arguments = ["start", "-D", location.cluster, "-l", log, "-s", "-w", "-t", seconds]
        let output = try await account.process(installation.path("pg_ctl"), arguments)
            .run(limit: configuration.startLimit + .seconds(10))
        guard output.isSuccess, try running?.isReady == true else {
            let recent = PostgresLog.recent(cluster: location.cluster, since: beginning.addingTimeInterval(-1))
            throw PostgresLog.error(
                "the database in \(location.cluster) does not start", recent?.text ?? output.text, log: recent?.path)
        }
        return false
    }

    private func waitUntilReady() async throws {
        let isReady = try await wait(for: configuration.startLimit) { try running.map(\.isReady) ?? true }
        guard isReady, try running != nil else {
            throw PrivateClusterError(
                .startFailed, "the running database in \(location.cluster) does not become ready: stop it and try again"
            )
        }
    }

    private func waitUntilStopped() async throws {
        guard try await wait(for: configuration.stopLimit, until: { try running == nil }) else {
            throw PrivateClusterError(.startFailed, "the database in \(location.cluster) is stopping and does not end")
        }
    }

    /// False when the time is over.
    private func wait(for limit: Duration, until isDone: () throws -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while try !isDone() {
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(20))
        }
        return true
    }

    /// Looks every so often, and starts it again where it has ended; the more starts have failed, the later the next.
    func keepRunning(interval: Duration = .seconds(1), until isStopped: () -> Bool) async throws {
        let soon = interval / 5
        var pause = soon
        var afterFailure = soon
        var isBlind = false
        while true {
            try await Task.sleep(for: pause)
            if isStopped() { return }
            pause = interval
            do {
                guard try running == nil else {
                    isBlind = false
                    afterFailure = soon
                    continue
                }
            } catch {
                // It may well run: out of file descriptors, say, we could not see it.
                if !isBlind { logger.error("cannot tell whether the database runs", metadata: ["reason": "\(error)"]) }
                isBlind = true
                continue
            }
            isBlind = false
            do {
                logger.warning("the database has ended: starting it again")
                _ = try await start()
            } catch let error as PrivateClusterError {
                // Its children may still hold the shared memory for a moment; tried again until the task is cancelled.
                logger.error("cannot start the database again", metadata: ["reason": "\(error.message)"])
                pause = afterFailure
                afterFailure = min(afterFailure * 2, .seconds(10))
            }
        }
    }

    // MARK: Stopping

    /// Not cut short by a cancellation: whoever stops the server wants PostgreSQL stopped as well.
    func stop() async throws {
        let socketDirectory = try await seen()?.socketDirectory
        // Only a folder of its own can be removed, and only once it is empty.
        defer { if let socketDirectory, socketDirectory != location.cluster { rmdir(socketDirectory) } }
        for (signal, limit) in [(SIGINT, configuration.stopLimit), (SIGQUIT, .seconds(10))] {
            guard let running = try await seen() else { return }
            // To a postmaster SIGINT means "fast", SIGQUIT "immediate"; what is lost then, recovery brings back.
            kill(running.process, signal)
            // Awaited on the next line.
            let waiting = Task { try await wait(for: limit) { !PostmasterFile.isAlive(running.process) } }
            if (try? await waiting.value) == true { return }
        }
        throw PrivateClusterError(.stopFailed, "the database in \(location.cluster) does not stop")
    }

    /// What runs; looks again for a moment where that cannot be told, as other parts that end give file descriptors back.
    private func seen() async throws -> PostmasterFile? {
        // Awaited on the next line, and not cut short either.
        let looking = Task { try await wait(for: .seconds(5)) { isKnown } }
        _ = try await looking.value
        return try running
    }

    private var isKnown: Bool {
        do {
            _ = try running
            return true
        } catch {
            return false
        }
    }
}
