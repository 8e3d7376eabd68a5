import Glibc

/// What the system says of the process that a `postmaster.pid` names, to tell whether it is the cluster's PostgreSQL.
///
/// Numbers are given again after a crash or a restart of the machine; and what we take for our PostgreSQL we also stop. So only
/// a proof counts.
struct ProcessEvidence: Sendable, Equatable {
    enum Verdict: Sendable, Hashable {
        /// Proven to be the cluster's PostgreSQL, run by the account that we run it as.
        case ours
        /// Proven to be something else, or a zombie. PostgreSQL, which only tries whether it can be signalled, may take it for
        /// a running PostgreSQL.
        case other
        case unknown
    }

    /// Whom the process runs as.
    var owner: uid_t
    /// A postmaster works in its data directory. Nil where the system does not let us see.
    var worksInCluster: Bool?
    /// Empty unless it is needed.
    var commandLine: [String] = []

    func verdict(cluster: String, user: uid_t) -> Verdict {
        switch worksInCluster {
        case true?: owner == user ? .ours : .unknown
        case false?: .other
        case nil: owner == user && isPostmaster(of: cluster) ? .ours : .unknown
        }
    }

    /// `postgres -D DIRECTORY`, as `pg_ctl` starts it; its children bear other titles.
    private func isPostmaster(of cluster: String) -> Bool {
        guard let program = commandLine.first?.split(separator: "/").last, program == "postgres" else { return false }
        let asked = Self.resolved(cluster)
        return zip(commandLine.dropFirst(), commandLine.dropFirst(2)).contains { option, directory in
            option == "-D" && Self.resolved(directory) == asked
        }
    }

    /// Nil if the process has ended, be it while we looked.
    ///
    /// - Throws: ``PrivateClusterError/Code/notAccessible`` if it cannot be told now, as without free file descriptors.
    static func find(_ process: pid_t, cluster: String) throws(PrivateClusterError) -> ProcessEvidence? {
        var folder = stat()
        guard stat("/proc/\(process)", &folder) == 0 else { return nil }
        var evidence = ProcessEvidence(owner: folder.st_uid)
        var working = stat()
        var expected = stat()
        // Compared by what they are, not by name: neither links nor mounts matter, and no file descriptor is needed.
        if stat("/proc/\(process)/cwd", &working) == 0 {
            guard stat(cluster, &expected) == 0 else {
                throw PrivateClusterError(.notAccessible, "cannot see \(cluster): \(String(cString: strerror(errno)))")
            }
            evidence.worksInCluster = working.st_dev == expected.st_dev && working.st_ino == expected.st_ino
        } else if errno == ENOENT || errno == ESRCH {
            // A zombie works nowhere.
            evidence.worksInCluster = false
        } else {
            guard let bytes = try SmallFile.read("/proc/\(process)/cmdline") else { return nil }
            evidence.commandLine = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        }
        return evidence
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
