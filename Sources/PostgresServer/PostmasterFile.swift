import Foundation

/// What a running PostgreSQL says of itself in `postmaster.pid`.
///
/// The lines: process, data directory, start time, port, socket directory, address, shared memory, state.
struct PostmasterFile: Sendable, Equatable {
    let process: pid_t
    let port: Int
    let socketDirectory: String
    let state: String

    var isReady: Bool { state == "ready" }
    var isStopping: Bool { state == "stopping" }

    init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard let process = lines.first.flatMap({ pid_t($0) }), process > 1 else { return nil }
        self.process = process
        port = lines.count > 3 ? Int(lines[3]) ?? 0 : 0
        socketDirectory = lines.count > 4 ? lines[4] : ""
        state = lines.count > 7 ? lines[7] : "starting"
    }

    /// Nil if no PostgreSQL of ours runs on the cluster. A file left over from a crash does not count, even if some other
    /// process has got the same number since.
    ///
    /// - Throws: ``PrivateClusterError/Code/notAccessible`` if it cannot be told now; nothing may be concluded from that.
    static func ofRunning(cluster: String, account: ServerAccount) throws(PrivateClusterError) -> PostmasterFile? {
        guard let file = try read(path(cluster)), isAlive(file.process),
            let evidence = try ProcessEvidence.find(file.process, cluster: cluster),
            evidence.verdict(cluster: cluster, user: account.user) == .ours
        else { return nil }
        return file
    }

    /// Removes a lock file (this one, or that of the socket) which would keep PostgreSQL from starting, though the number in it
    /// is that of another process by now.
    ///
    /// Every other one is left to PostgreSQL, which knows what to make of a file whose process is gone, and looks first whether
    /// the children of that process still run.
    static func removeIfMisleading(
        _ path: String, cluster: String, account: ServerAccount
    ) throws(PrivateClusterError) {
        guard let file = try read(path), let evidence = try ProcessEvidence.find(file.process, cluster: cluster),
            evidence.verdict(cluster: cluster, user: account.user) == .other
        else { return }
        unlink(path)
    }

    /// Nil if there is none, or a garbled one.
    private static func read(_ path: String) throws(PrivateClusterError) -> PostmasterFile? {
        guard let bytes = try SmallFile.read(path) else { return nil }
        return PostmasterFile(text: String(decoding: bytes, as: UTF8.self))
    }

    static func path(_ cluster: String) -> String { "\(cluster)/postmaster.pid" }

    /// A process that has ended but that nobody has waited for (as in a container without an init) is not alive; one of which
    /// that cannot be told is.
    static func isAlive(_ process: pid_t) -> Bool {
        guard kill(process, 0) == 0 || errno == EPERM else { return false }
        guard let bytes = try? SmallFile.read("/proc/\(process)/stat") else { return true }
        let text = String(decoding: bytes, as: UTF8.self)
        // "pid (name) state …", where the name may hold anything.
        let state = text[(text.lastIndex(of: ")") ?? text.startIndex)...].dropFirst(2).first
        return state != "Z" && state != "X"
    }
}
