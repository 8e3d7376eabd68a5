import Foundation

/// The programs of one installed PostgreSQL.
struct PostgresInstallation: Sendable, Equatable {
    static let oldestVersion = 15

    let version: Int
    let folder: String

    func path(_ program: String) -> String { "\(folder)/\(program)" }

    /// The installation for a cluster: that of its own version, or for a new one the newest.
    static func find(for clusterVersion: Int?) async throws -> PostgresInstallation {
        let found = await all()
        if let clusterVersion {
            if let match = found.first(where: { $0.version == clusterVersion }) { return match }
            let others = found.map { "\($0.version)" }.joined(separator: ", ")
            throw PrivateClusterError(
                .versionMismatch,
                "the database was made by PostgreSQL \(clusterVersion), but "
                    + (others.isEmpty ? "none is installed" : "only \(others) is installed")
                    + ": install postgresql-\(clusterVersion)")
        }
        guard let newest = found.first(where: { $0.version >= oldestVersion }) else {
            throw PrivateClusterError(
                .missingInstallation,
                "PostgreSQL \(oldestVersion) or newer is not installed: install the package postgresql, or set DATABASE_URL"
            )
        }
        return newest
    }

    /// Newest first.
    private static func all() async -> [PostgresInstallation] {
        var folders: [String] = []
        for parent in ["/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/postgresql"] {
            let versions = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []  // absent: none there
            folders += versions.map { "\(parent)/\($0)/bin" }
        }
        folders += (10...40).reversed().map { "/usr/pgsql-\($0)/bin" } + ["/usr/local/pgsql/bin"]
        folders += (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        var found: [PostgresInstallation] = []
        for folder in folders where isComplete(folder) && !found.contains(where: { $0.folder == folder }) {
            if let version = await version(of: folder) {
                found.append(PostgresInstallation(version: version, folder: folder))
            }
        }
        return found.sorted { $0.version > $1.version }
    }

    private static func isComplete(_ folder: String) -> Bool {
        ["postgres", "initdb", "pg_ctl"].allSatisfy { FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)") }
    }

    /// "postgres (PostgreSQL) 15.18 (Debian 15.18-1.pgdg)" → 15
    private static func version(of folder: String) async -> Int? {
        let child = ChildProcess(executable: "\(folder)/postgres", arguments: ["--version"])
        // A program that cannot even say its version is no installation.
        guard let output = try? await child.run(limit: .seconds(10)), output.isSuccess else { return nil }
        let words = output.text.split(whereSeparator: { $0 == " " || $0 == "\n" })
        return words.lazy.compactMap { word in Int(word.prefix { $0.isNumber }) }.first
    }
}
