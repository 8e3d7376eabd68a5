import Glibc

/// Reads a small file whole, and tells "there is none" from "it cannot be read".
///
/// Without that difference a process that has run out of file descriptors sees an empty disk, and acts on it.
enum SmallFile {
    private static let limit = 65_536

    /// Nil if there is no such file, or no such process in `/proc`. What comes after 64 KiB is left out.
    ///
    /// - Throws: ``PrivateClusterError/Code/notAccessible`` for every other reason.
    static func read(_ path: String) throws(PrivateClusterError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return try absent(path, errno) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit)
        var end = 0
        while end < limit {
            let count = bytes.withUnsafeMutableBytes { space in
                let rest = UnsafeMutableRawBufferPointer(rebasing: space[end...])
                return Glibc.read(descriptor, rest.baseAddress, rest.count)
            }
            if count == 0 { break }
            guard count > 0 else {
                if errno == EINTR { continue }
                return try absent(path, errno)
            }
            end += count
        }
        return Array(bytes[..<end])
    }

    /// - Throws: ``PrivateClusterError/Code/notAccessible`` if it cannot be told.
    static func exists(_ path: String) throws(PrivateClusterError) -> Bool {
        var status = stat()
        if stat(path, &status) == 0 { return true }
        let _: [UInt8]? = try absent(path, errno)
        return false
    }

    private static func absent(_ path: String, _ code: Int32) throws(PrivateClusterError) -> [UInt8]? {
        if code == ENOENT || code == ESRCH { return nil }
        throw PrivateClusterError(.notAccessible, "cannot read \(path): \(String(cString: strerror(code)))")
    }
}
