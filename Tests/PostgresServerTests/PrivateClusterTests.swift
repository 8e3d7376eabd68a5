import Foundation
import Logging
import Testing

@testable import PostgresServer

/// Each test makes real clusters, so they take turns.
@Suite(.serialized) struct PrivateClusterTests {
    let logger = {
        var logger = Logger(label: "test")
        logger.logLevel = .error
        return logger
    }()

    /// A data directory that is removed afterwards, with whatever still runs in it.
    func withDirectory<R>(
        _ name: String = "cluster", _ body: (PrivateCluster.Configuration) async throws -> R
    ) async throws -> R {
        var pattern = Array("/tmp/stationmaster-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&pattern))
        let parent = String(cString: made)
        chmod(parent, 0o755)
        defer {
            if let account = try? ServerAccount.current(),
                let running = try? PostmasterFile.ofRunning(cluster: "\(parent)/\(name)/postgres", account: account)
            {
                kill(running.process, SIGQUIT)
            }
            try? FileManager.default.removeItem(atPath: parent)
        }
        var configuration = PrivateCluster.Configuration(dataDirectory: "\(parent)/\(name)")
        configuration.isDurable = false
        return try await body(configuration)
    }

    /// Asks by psql, which is no code of ours.
    func ask(_ connection: String, _ question: String) async throws -> ChildProcess.Output {
        let installation = try await PostgresInstallation.find(for: nil)
        return try await ChildProcess(
            executable: installation.path("psql"), arguments: ["-X", "-A", "-t", "-c", question, connection]
        ).run()
    }

    func error<R>(_ body: () async throws -> R) async -> PrivateClusterError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? PrivateClusterError
        }
    }

    private func waitForEnd(of process: Int32) async throws {
        while PostmasterFile.isAlive(process) { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test(.timeLimit(.minutes(1))) func `a cluster is made once and keeps its data between starts`() async throws {
        try await withDirectory { configuration in
            let first = try await PrivateCluster.start(configuration, logger: logger)
            #expect(try await ask(first.connectionString, "CREATE TABLE kept AS SELECT 7 AS n").isSuccess)
            let process = try #require(first.process)
            try await first.stop()
            #expect(!PostmasterFile.isAlive(process))
            let second = try await PrivateCluster.start(configuration, logger: logger)
            #expect(try await ask(second.connectionString, "SELECT n FROM kept").text == "7\n")
            #expect(!second.isAdopted)
            try await second.stop()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `it speaks UTF-8, is durable, and nobody reaches it over a network`()
        async throws
    {
        try await withDirectory { configuration in
            var configuration = configuration
            configuration.isDurable = true
            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            let question = """
                SELECT current_setting('server_encoding'), datcollate, current_setting('fsync'), current_setting('listen_addresses'),
                    current_setting('synchronous_commit'), (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
                FROM pg_database WHERE datname = current_database()
                """
            #expect(try await ask(cluster.connectionString, question).text == "UTF8|C.UTF-8|on||on|f\n")
            try await cluster.stop()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `it runs in a session of its own and not as root`() async throws {
        try await withDirectory { configuration in
            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            let process = try #require(cluster.process)
            #expect(getsid(process) != getsid(0))
            #expect(getpgid(process) != getpgrp())
            let attributes = try FileManager.default.attributesOfItem(atPath: "/proc/\(process)")
            #expect(attributes[.ownerAccountID] as? Int != 0)
            try await cluster.stop()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a second copy ends with one line that names the first`() async throws {
        try await withDirectory { configuration in
            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            let error = await error { try await PrivateCluster.start(configuration, logger: logger) }
            #expect(error?.code == .inUse)
            let directory = configuration.dataDirectory
            #expect(
                error?.message == "another stationmaster (process \(getpid())) is using the data directory \(directory)"
            )
            try await cluster.stop()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a cluster whose owner was killed is adopted`() async throws {
        try await withDirectory { configuration in
            // What a killed owner leaves: PostgreSQL runs, the lock is free.
            let directory = configuration.dataDirectory
            try ClusterLocation.makeFolder(directory, owner: nil)
            let server = try await ClusterServer.prepare(configuration, directory: directory, logger: logger)
            _ = try await server.start()
            let process = try #require(server.process)

            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            #expect(cluster.isAdopted)
            #expect(cluster.process == process)
            #expect(try await ask(cluster.connectionString, "SELECT 1").text == "1\n")
            try await cluster.stop()
            #expect(!PostmasterFile.isAlive(process))
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a killed PostgreSQL is started again with what it had committed`() async throws
    {
        try await withDirectory { configuration in
            var configuration = configuration
            configuration.isDurable = true
            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            #expect(try await ask(cluster.connectionString, "CREATE TABLE kept AS SELECT 7 AS n").isSuccess)
            let process = try #require(cluster.process)
            let keeping = Task { try await cluster.keepRunning() }
            kill(process, SIGKILL)
            try await waitForEnd(of: process)
            while try await !ask(cluster.connectionString, "SELECT n FROM kept").isSuccess {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(cluster.process != process)
            keeping.cancel()
            _ = await keeping.result
            try await cluster.stop()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a pid file that names somebody else's process is not a running cluster`()
        async throws
    {
        try await withDirectory { configuration in
            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            let folder = cluster.clusterDirectory
            try await cluster.stop()
            try "\(getpid())\n\(folder)\n0\n5432\n\(folder)\n\n0 0\nready\n".write(
                toFile: "\(folder)/postmaster.pid", atomically: false, encoding: .utf8)
            let again = try await PrivateCluster.start(configuration, logger: logger)
            #expect(!again.isAdopted)
            try await again.stop()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a long path gets a short socket`() async throws {
        try await withDirectory(String(repeating: "long-", count: 25)) { configuration in
            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            #expect(try await ask(cluster.connectionString, "SELECT 1").text == "1\n")
            #expect(cluster.connectionString.contains("host='/tmp/stationmaster-"))
            try await cluster.stop()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `tools use the running cluster, or one of their own that they stop again`()
        async throws
    {
        try await withDirectory { configuration in
            let alone = try await PrivateCluster.withAttached(configuration, logger: logger) {
                try await ask($0, "SELECT current_user").text
            }
            #expect(alone == "stationmaster\n")
            #expect(!FileManager.default.fileExists(atPath: "\(configuration.dataDirectory)/postgres/postmaster.pid"))

            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            let beside = try await PrivateCluster.withAttached(configuration, logger: logger) {
                try await ask($0, "SELECT 1").text
            }
            #expect(beside == "1\n")
            #expect(cluster.process != nil)
            try await cluster.stop()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `damage is told in one line`() async throws {
        try await withDirectory { configuration in
            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            let folder = cluster.clusterDirectory
            try await cluster.stop()

            let control = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/global/pg_control"))
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder)/global/pg_control"))
            try handle.write(contentsOf: Data(repeating: 0x55, count: control.count))
            try handle.close()
            let garbled = await error { try await PrivateCluster.start(configuration, logger: logger) }
            #expect(garbled?.message.contains("does not start") == true)
            #expect(garbled?.message.contains("\n") == false)

            try "99\n".write(toFile: "\(folder)/PG_VERSION", atomically: false, encoding: .utf8)
            let newer = await error { try await PrivateCluster.start(configuration, logger: logger) }
            #expect(newer?.code == .versionMismatch)

            try "garbage".write(toFile: "\(folder)/PG_VERSION", atomically: false, encoding: .utf8)
            #expect(await error { try await PrivateCluster.start(configuration, logger: logger) }?.code == .damaged)

            try FileManager.default.removeItem(atPath: "\(folder)/PG_VERSION")
            #expect(await error { try await PrivateCluster.start(configuration, logger: logger) }?.code == .damaged)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a making that was killed half-way is started afresh`() async throws {
        try await withDirectory { configuration in
            try ClusterLocation.makeFolder("\(configuration.dataDirectory)/postgres.new/base", owner: nil)
            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            #expect(try await ask(cluster.connectionString, "SELECT 1").text == "1\n")
            try await cluster.stop()
        }
    }
}
