import Foundation
import SystemPackage

/// What files ask of a disk that can fail for want of room or of the disk itself; tests have one that does.
struct Disk: Sendable {
    /// How much room is left there; nil where it cannot be told.
    var free: @Sendable (_ folder: String) -> Int64? = { FreeSpace.bytes(at: $0) }

    /// Makes a file that nobody else may read, and that was not there before.
    var create: @Sendable (_ path: String) throws -> SystemPackage.FileDescriptor = { path in
        try .open(
            path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: [.ownerRead, .ownerWrite])
    }

    /// What was moved into the folder is there for good.
    var sync: @Sendable (_ folder: String) throws -> Void = { folder in
        let directory = try SystemPackage.FileDescriptor.open(folder, .readOnly, options: .closeOnExec)
        defer { try? directory.close() }
        guard fsync(directory.rawValue) == 0 else { throw Errno(rawValue: errno) }
    }
}
