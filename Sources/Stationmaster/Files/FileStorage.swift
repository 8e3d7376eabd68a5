import Charging
import Foundation
import SystemPackage

/// Where files lie on our disk: each under a name of ours, whole or not at all.
///
/// A file is written in `incoming`, and moved to its place when all of it is on the disk. What a crash leaves in `incoming`
/// goes with the next start.
struct FileStorage: Sendable {
    enum Kind: String, CaseIterable { case uploads, firmware }

    let folder: URL

    init(folder: URL) { self.folder = folder }

    /// Makes the folders, which nobody else may read.
    func prepare() throws {
        let manager = FileManager.default
        try? manager.removeItem(at: incoming)
        for url in [folder, incoming] + Kind.allCases.map(place) {
            try manager.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
    }

    func beginFile() async throws -> IncomingFile {
        let name = UUID().uuidString.lowercased()
        let path = incoming.appending(path: name).path
        let descriptor = try await BlockingWork.run {
            try SystemPackage.FileDescriptor.open(
                path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerRead, .ownerWrite])
        }
        return IncomingFile(name: name, path: path, descriptor: descriptor)
    }

    /// Moves it to its place, for good.
    func keep(_ file: IncomingFile, as kind: Kind) async throws {
        let target = place(kind).appending(path: file.name).path
        let folder = place(kind).path
        try await BlockingWork.run {
            try file.flush()
            guard rename(file.path, target) == 0 else { throw Errno(rawValue: errno) }
            let directory = try SystemPackage.FileDescriptor.open(folder, .readOnly, options: .closeOnExec)
            defer { try? directory.close() }
            guard fsync(directory.rawValue) == 0 else { throw Errno(rawValue: errno) }
        }
    }

    func remove(_ name: String, of kind: Kind) {
        try? FileManager.default.removeItem(at: place(kind).appending(path: name))
    }

    func path(of name: String, _ kind: Kind) -> String { place(kind).appending(path: name).path }

    private var incoming: URL { folder.appending(path: "incoming") }
    private func place(_ kind: Kind) -> URL { folder.appending(path: kind.rawValue) }
}
