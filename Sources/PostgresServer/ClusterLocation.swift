import Foundation

/// Where a private cluster lives on disk.
struct ClusterLocation: Sendable, Equatable {
    /// The bytes that a socket's path may have (`sun_path`), its end included, less what one more character might need.
    private static let socketPathLimit = 107
    private static let socketName = "/.s.PGSQL.5432"

    /// The directory that holds the cluster; as asked for, or under `/var/lib/stationmaster`.
    let directory: String

    var cluster: String { "\(directory)/postgres" }
    /// Where a cluster is made before it takes its place, so that a half-made one is never taken for a whole.
    var clusterInTheMaking: String { "\(directory)/postgres.new" }

    /// As root PostgreSQL runs as another user, who may not be able to reach the data directory; then the cluster lives under
    /// `/var/lib/stationmaster`, in a folder of its own for each data directory.
    ///
    /// - Throws: ``PrivateClusterError/Code/notAccessible`` if a cluster that was made in the data directory can no longer be
    ///   reached: it is not replaced by an empty one.
    static func find(for dataDirectory: String, account: ServerAccount) async throws -> ClusterLocation {
        let asked = ClusterLocation(directory: dataDirectory)
        guard account.isOther else { return asked }
        let fallback = ClusterLocation(directory: "/var/lib/stationmaster/\(tag(dataDirectory))")
        // Whatever has become reachable since: a cluster stays where it was made.
        if try SmallFile.exists("\(fallback.cluster)/PG_VERSION") { return fallback }
        let probe = "\(dataDirectory)/.reachable-\(getpid())"
        try makeFolder(probe, owner: account)
        defer { rmdir(probe) }
        if try await account.canUse(probe) { return asked }
        guard try !SmallFile.exists("\(asked.cluster)/PG_VERSION") else {
            throw PrivateClusterError(
                .notAccessible,
                "the user \(account.name) can no longer reach the database in \(asked.cluster): "
                    + "let it enter \(dataDirectory) and every folder above (chmod o+x), or move the database to another place"
            )
        }
        try makeFolder("/var/lib/stationmaster", owner: nil)
        try makeFolder(fallback.directory, owner: nil)
        return fallback
    }

    /// The cluster's own folder, which nobody else can enter; a short one where that makes too long a path for a socket.
    func socketDirectory(account: ServerAccount) -> String {
        if cluster.utf8.count + Self.socketName.utf8.count < Self.socketPathLimit { return cluster }
        return "/tmp/stationmaster-\(account.user)-\(Self.tag(directory))"
    }

    /// PostgreSQL's, which bears its process number as `postmaster.pid` does.
    static func socketLock(in socketDirectory: String) -> String { "\(socketDirectory)\(socketName).lock" }

    /// Makes the socket's folder if it is not the cluster's own.
    func makeSocketDirectory(account: ServerAccount) throws(PrivateClusterError) -> String {
        let short = socketDirectory(account: account)
        guard short != cluster else { return cluster }
        try Self.makeFolder(short, owner: account, mode: 0o700)
        // Anybody may write to /tmp, so somebody else could have made the folder first.
        var status = stat()
        guard lstat(short, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == account.user,
            status.st_mode & 0o077 == 0
        else {
            throw PrivateClusterError(
                .notAccessible, "\(short) exists but is not a private folder of \(account.name): remove it")
        }
        return short
    }

    static func makeFolder(_ path: String, owner: ServerAccount?, mode: mode_t = 0o755) throws(PrivateClusterError) {
        guard mkdir(path, mode) != 0 else {
            chmod(path, mode)
            if let owner, owner.isOther { chown(path, owner.user, owner.group) }
            return
        }
        let code = errno
        guard code != EEXIST else { return }
        guard code == ENOENT, path != "/" else {
            let reason = String(cString: strerror(code))
            throw PrivateClusterError(
                code == ENOSPC ? .diskFull : .notAccessible, "cannot make the folder \(path): \(reason)")
        }
        try makeFolder(parent(path), owner: nil)
        try makeFolder(path, owner: owner, mode: mode)
    }

    private static func parent(_ path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    /// A short name that differs for different paths (FNV-1a).
    private static func tag(_ path: String) -> String {
        let hash = path.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 36)
    }
}
