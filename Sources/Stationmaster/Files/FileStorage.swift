import Charging
import Foundation
import JSON
import Logging
import SystemPackage

/// Where files lie on our disk: each under a name of ours, whole or not at all.
///
/// A file is written in `incoming`, and moved to its place when all of it is on the disk. What a crash leaves in `incoming`
/// goes with the next start.
struct FileStorage: Sendable {
    enum Kind: String, CaseIterable { case uploads, firmware, pictures, exports }

    let folder: URL
    let logger: Logger
    var disk = Disk()

    /// Makes the folders, which nobody else may read.
    func prepare() throws {
        let manager = FileManager.default
        try? manager.removeItem(at: incoming)
        for url in [folder, incoming] + Kind.allCases.map(place) {
            try manager.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
    }

    /// - Parameter least: what is to stay free besides, for the database on the same disk.
    func hasRoom(for bytes: Int64, leaving least: Int64) async throws -> Bool {
        try await BlockingWork.run { disk.free(folder.path).map { $0 - bytes >= least } ?? true }
    }

    func beginFile() async throws -> IncomingFile {
        let name = UUID().uuidString.lowercased()
        let path = incoming.appending(path: name).path
        return IncomingFile(name: name, path: path, descriptor: try await BlockingWork.run { try disk.create(path) })
    }

    /// Moves it to its place, for good or not at all.
    func keep(_ file: IncomingFile, as kind: Kind) async throws {
        let target = path(of: file.name, kind)
        let folder = place(kind).path
        try await BlockingWork.run {
            try file.flush()
            guard rename(file.path, target) == 0 else { throw Errno(rawValue: errno) }
            do {
                try disk.sync(folder)
            } catch {
                unlink(target)
                throw error
            }
        }
    }

    /// Of files that came to their place before then. What has no name of ours is left out.
    func names(of kind: Kind, before moment: Timestamp) async throws -> [String] {
        try await BlockingWork.run {
            try FileManager.default.contentsOfDirectory(atPath: place(kind).path).filter { name in
                guard UUID(uuidString: name)?.uuidString.lowercased() == name else { return false }
                // Written last just before it was moved there.
                let attributes = try? FileManager.default.attributesOfItem(atPath: path(of: name, kind))
                guard let written = attributes?[.modificationDate] as? Date else { return false }
                return written.timeIntervalSince1970 < Double(moment.microseconds) / 1_000_000
            }
        }
    }

    /// For files that nothing refers to any more: whoever asks need not know of one that stays, the log does.
    func remove(_ names: [String], of kind: Kind) async {
        let paths = names.map { path(of: $0, kind) }
        do {
            let failures = try await BlockingWork.run {
                paths.compactMap { path in
                    unlink(path) == 0 || errno == ENOENT ? nil : "\(path): \(Errno(rawValue: errno))"
                }
            }
            for failure in failures { logger.error("a file could not be deleted", metadata: ["error": "\(failure)"]) }
        } catch {
            logger.error("files could not be deleted", metadata: ["error": "\(error)"])
        }
    }

    func path(of name: String, _ kind: Kind) -> String { place(kind).appending(path: name).path }

    private var incoming: URL { folder.appending(path: "incoming") }
    private func place(_ kind: Kind) -> URL { folder.appending(path: kind.rawValue) }
}
