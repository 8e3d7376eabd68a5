import Foundation

/// Finds the files that the server reads at its start: the API's schema, the migrations and the built portal.
struct Resources: Sendable {
    let root: URL

    var schemaFile: URL { root.appending(path: "Schema/schema.graphql") }
    var migrationsFolder: URL { root.appending(path: "Schema/migrations") }

    /// Beside `Schema` where Stationmaster is installed; in a checkout the build has it. Nobody says that it exists.
    var portalFolder: URL {
        let installed = root.appending(path: "portal")
        let isInstalled = FileManager.default.fileExists(atPath: installed.appending(path: "index.html").path)
        return isInstalled ? installed : root.appending(path: ".build/portal")
    }

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
