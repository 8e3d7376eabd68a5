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

    /// Nil if no PostgreSQL runs on the cluster. A file left over from a crash does not count, even if some other process has
    /// got the same number since.
    static func ofRunning(cluster: String) -> PostmasterFile? {
        guard let text = try? String(contentsOfFile: path(cluster), encoding: .utf8),  // absent: nothing runs
            let file = PostmasterFile(text: text), file.isAlive(cluster: cluster)
        else { return nil }
        return file
    }

    static func path(_ cluster: String) -> String { "\(cluster)/postmaster.pid" }

    /// A process that has ended but that nobody has waited for (as in a container without an init) is not alive.
    static func isAlive(_ process: pid_t) -> Bool {
        guard kill(process, 0) == 0 || errno == EPERM else { return false }
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
        // "pid (name) state …", where the name may hold anything.
        let state = text[(text.lastIndex(of: ")") ?? text.startIndex)...].dropFirst(2).first
        return state != "Z" && state != "X"
    }

    private func isAlive(cluster: String) -> Bool {
        guard Self.isAlive(process) else { return false }
        // A postmaster works in its data directory.
        guard let working = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd") else {
            return true
        }
        return working == cluster || working == URL(fileURLWithPath: cluster).resolvingSymlinksInPath().path
    }
}
