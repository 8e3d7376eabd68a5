import Foundation
import TestSupport
import Testing

@testable import PostgresServer

/// What runs, when the answer is not at hand or the wrong one is.
extension PrivateClusterTests {
    /// Runs the body beside a sleeping process, which is ended afterwards.
    private func withSleeper<R>(
        in folder: String, as account: ServerAccount?, _ body: (pid_t) async throws -> R
    ) async throws -> R {
        let arguments = ["--chdir=\(folder)", "sleep", "60"]
        let child =
            account?.process("/usr/bin/env", arguments)
            ?? ChildProcess(executable: "/usr/bin/env", arguments: arguments)
        let (process, output) = try child.spawn()
        defer {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
            close(output)
        }
        let expected = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        while (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe"))?.hasSuffix("/sleep")
            != true
        { try await Task.sleep(for: .milliseconds(2)) }
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd") == expected)
        return try await body(process)
    }

    private func makeCluster(_ configuration: PrivateCluster.Configuration) async throws -> ClusterServer {
        try ClusterLocation.makeFolder(configuration.dataDirectory, owner: nil)
        return try await ClusterServer.prepare(
            configuration, directory: configuration.dataDirectory, logger: logger)
    }

    /// What a crash leaves behind.
    private func claim(_ folder: String, by process: pid_t) throws {
        let text = "\(process)\n\(folder)\n0\n5432\n\(folder)\n\n0 0\nready\n"
        for path in [PostmasterFile.path(folder), ClusterLocation.socketLock(in: folder)] {
            try text.write(toFile: path, atomically: false, encoding: .utf8)
        }
    }

    /// A name that cannot be followed, which even root gets an error from.
    func withLoop<R>(_ body: (String) throws -> R) throws -> R {
        var pattern = Array("/tmp/stationmaster-XXXXXX".utf8CString)
        let folder = String(cString: try #require(mkdtemp(&pattern)))
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(symlink("loop", "\(folder)/loop") == 0)
        return try body("\(folder)/loop")
    }

    @Test(.timeLimit(.minutes(1))) func `a database that cannot be seen is left alone, and that is logged once`()
        async throws
    {
        try await withDirectory { configuration in
            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            let process = try #require(cluster.process)
            let file = PostmasterFile.path(cluster.clusterDirectory)
            let log = LogBook()
            var server = cluster.server
            server.logger = log.logger
            do {
                rename(file, "\(file).aside")
                symlink(file, file)
                defer { rename("\(file).aside", file) }
                var looks = 0
                try await server.keepRunning(interval: .milliseconds(10)) {
                    looks += 1
                    return looks > 5
                }
                await #expect(throws: PrivateClusterError.self) { try await server.start() }
                #expect(throws: Never.self) { try FileManager.default.destinationOfSymbolicLink(atPath: file) }
            }
            #expect(log.messages == ["cannot tell whether the database runs"])
            #expect(cluster.process == process)
            #expect(try await ask(cluster.connectionString, "SELECT 1").text == "1\n")
            try await cluster.stop()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a process of another account that works in the cluster's folder is neither adopted nor ended`() async throws {
        try await withDirectory { configuration in
            guard geteuid() == 0 else { return }
            let folder = try await makeCluster(configuration).location.cluster
            try await withSleeper(in: folder, as: nil) { sleeper in
                try claim(folder, by: sleeper)
                try await makeCluster(configuration).stop()
                #expect(PostmasterFile.isAlive(sleeper))
                let cluster = try await PrivateCluster.start(configuration, logger: logger)
                #expect(!cluster.isAdopted)
                try await cluster.stop()
                #expect(PostmasterFile.isAlive(sleeper))
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a process of PostgreSQL's account that works elsewhere does not keep it down`()
        async throws
    {
        try await withDirectory { configuration in
            let server = try await makeCluster(configuration)
            try await withSleeper(in: "/tmp", as: server.account) { sleeper in
                try claim(server.location.cluster, by: sleeper)
                try await server.stop()
                let cluster = try await PrivateCluster.start(configuration, logger: logger)
                #expect(!cluster.isAdopted)
                try await cluster.stop()
                #expect(PostmasterFile.isAlive(sleeper))
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a file of a process that has ended is left to PostgreSQL`() async throws {
        try await withDirectory { configuration in
            let server = try await makeCluster(configuration)
            let folder = server.location.cluster
            try claim(folder, by: .max)
            let file = PostmasterFile.path(folder)
            try PostmasterFile.removeIfMisleading(file, cluster: folder, account: server.account)
            #expect(FileManager.default.fileExists(atPath: file))
            _ = try await server.start()
            try await server.stop()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `the running PostgreSQL is known by its folder, and by its command line`()
        async throws
    {
        try await withDirectory { configuration in
            let cluster = try await PrivateCluster.start(configuration, logger: logger)
            let (folder, user) = (cluster.clusterDirectory, cluster.server.account.user)
            let process = try #require(cluster.process)
            let seen = try #require(try ProcessEvidence.find(process, cluster: folder))
            #expect(seen == ProcessEvidence(owner: user, worksInCluster: true))
            let bytes = try #require(try SmallFile.read("/proc/\(process)/cmdline"))
            let commandLine = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            let hidden = ProcessEvidence(owner: user, worksInCluster: nil, commandLine: commandLine)
            #expect(hidden.verdict(cluster: folder, user: user) == .ours)
            try await cluster.stop()
        }
    }
}
