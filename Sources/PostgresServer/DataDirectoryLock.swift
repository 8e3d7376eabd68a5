import Foundation

/// Keeps a second copy away from a data directory for as long as this value lives.
///
/// The kernel holds the lock, so it ends with the process however that ends; the file's text only names who has it.
struct DataDirectoryLock: ~Copyable {
    private let descriptor: Int32

    /// - Throws: ``PrivateClusterError/Code/inUse`` naming the process that has it.
    init(directory: String) throws(PrivateClusterError) {
        let path = "\(directory)/stationmaster.lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw PrivateClusterError(.notAccessible, "cannot open \(path): \(reason)")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let owner = Self.readOwner(descriptor)
            close(descriptor)
            let process = owner.map { " (process \($0))" } ?? ""
            throw PrivateClusterError(
                .inUse, "another stationmaster\(process) is using the data directory \(directory)")
        }
        let text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.utf8.count, 0)
    }

    deinit {
        close(descriptor)
    }

    consuming func release() {}

    private static func readOwner(_ descriptor: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: bytes[0..<count], as: UTF8.self).prefix { $0.isNumber })
    }
}
