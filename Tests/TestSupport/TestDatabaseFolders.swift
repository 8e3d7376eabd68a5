import Foundation
import Logging
import PostgresServer

/// Where the throw-away server lives, and how it goes away with the test process.
enum TestDatabaseFolders {
    struct Failure: Error { let message: String }

    /// `Schema/migrations` of the checkout that this file belongs to.
    static func migrations(file: String = #filePath) throws -> String {
        var folder = URL(fileURLWithPath: file).resolvingSymlinksInPath()
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let candidate = folder.appendingPathComponent("Schema/migrations").path
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
        }
        throw Failure(message: "no Schema/migrations above \(file)")
    }

    static func startCluster() async throws -> PrivateCluster {
        var pattern = Array("/tmp/stationmaster-tests-XXXXXX".utf8CString)
        guard let made = mkdtemp(&pattern) else { throw Failure(message: "cannot make a folder in /tmp") }
        let folder = String(cString: made)
        chmod(folder, 0o755)
        var configuration = PrivateCluster.Configuration(dataDirectory: folder)
        configuration.isDurable = false
        try startWatchdog(folder: folder)
        var logger = Logger(label: "test.cluster")
        logger.logLevel = .warning
        return try await PrivateCluster.start(configuration, logger: logger)
    }

    /// A shell that outlives this process: once our end of its standard input closes, however we ended, it stops the server and
    /// removes the folder.
    private static func startWatchdog(folder: String) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(message: "no pipe") }
        // Our end stays open, in this process alone, until the process ends.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let watchdog = Process()
        watchdog.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        watchdog.arguments = ["/bin/sh", "-c", script, "sh", folder]
        watchdog.standardInput = FileHandle(fileDescriptor: ends[0])
        watchdog.standardOutput = FileHandle.nullDevice
        watchdog.standardError = FileHandle.nullDevice
        watchdog.environment = ["PATH": "/usr/bin:/bin"]
        try watchdog.run()
        close(ends[0])
    }

    private static let script = """
        while read -r line; do :; done
        for round in 1 2 3 4 5 6 7 8 9 10; do
            for pid in "$1"/postgres*/postmaster.pid; do
                [ -f "$pid" ] && kill -QUIT "$(head -n 1 "$pid")" 2>/dev/null
            done
            rm -rf "$1" 2>/dev/null
            [ -e "$1" ] || exit 0
            sleep 1
        done
        """
}
