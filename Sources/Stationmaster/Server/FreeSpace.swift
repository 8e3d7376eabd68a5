import Foundation

/// How much room is left on a disk.
enum FreeSpace {
    /// For somebody who is not root; nil where it cannot be told.
    static func bytes(at path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int64(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
    }
}
