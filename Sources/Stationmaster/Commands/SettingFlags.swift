import ArgumentParser
import Foundation

/// The settings that every command takes as flags too; a flag wins over the environment and the file.
struct SettingFlags: ParsableArguments {
    @Option(help: "PostgreSQL to use, postgresql://… Without it a private one is started in the data directory.")
    var databaseURL: String?
    @Option(help: "Where the private PostgreSQL and the secret key live (default .data).")
    var dataDir: String?
    @Option(help: "How much is logged: trace, debug, info, notice, warning, error or critical (default info).")
    var logLevel: String?

    var named: [String: String] {
        [
            "DATABASE_URL": databaseURL, "STATIONMASTER_DATA_DIR": dataDir, "STATIONMASTER_LOG_LEVEL": logLevel,
        ].compactMapValues { $0 }
    }

    func settings(with others: [String: String] = [:]) async throws -> Settings {
        let flags = named.merging(others) { first, _ in first }
        return try Settings(from: await SettingSource(flags: flags, environment: ProcessInfo.processInfo.environment))
    }
}

/// Runs a command and turns what stops it into one clear line on standard error and exit status 1.
func reportingFailure(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let error as ExitCode {
        throw error
    } catch {
        FileHandle.standardError.write(Data("stationmaster: \(Failure.line(for: error))\n".utf8))
        throw ExitCode(1)
    }
}
