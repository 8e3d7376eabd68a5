import Foundation

/// Finds the files that the server reads at its start: the API's schema and the migrations.
struct Resources: Sendable {
    let root: URL

    var schemaFile: URL { root.appending(path: "Schema/schema.graphql") }
    var migrationsFolder: URL { root.appending(path: "Schema/migrations") }

    /// Looks where `STATIONMASTER_RESOURCES` says, beside the binary and above it, and in the working directory.
    init(configured: String?) throws {
        if let configured {
            let folder = URL(filePath: configured)
            guard Self.isRoot(folder) else {
                throw SettingError(
                    "STATIONMASTER_RESOURCES", value: configured, expected: "a folder that holds Schema/schema.graphql")
            }
            root = folder
            return
        }
        var candidates = [URL(filePath: FileManager.default.currentDirectoryPath)]
        if let binary = Bundle.main.executableURL?.resolvingSymlinksInPath() {
            var folder = binary.deletingLastPathComponent()
            for _ in 0..<5 {
                candidates.append(folder)
                folder = folder.deletingLastPathComponent()
            }
        }
        guard let found = candidates.first(where: Self.isRoot) else {
            throw SettingError(
                "Schema/schema.graphql was not found beside the binary; set STATIONMASTER_RESOURCES to the folder that holds Schema"
            )
        }
        root = found
    }

    private static func isRoot(_ folder: URL) -> Bool {
        FileManager.default.isReadableFile(atPath: folder.appending(path: "Schema/schema.graphql").path)
    }
}
