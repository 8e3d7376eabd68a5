import Glibc

/// Runs one of PostgreSQL's tools to its end without holding a thread.
struct ChildProcess: Sendable {
    struct Output: Sendable {
        var status: Int32
        /// Standard output and standard error, the last 64 KiB.
        var text: String
        var isSuccess: Bool { status == 0 }
    }

    private static let outputLimit = 65_536
    /// glibc declares it for GNU sources only, as which Swift does not import spawn.h.
    private static let newSession: Int16 = 0x80

    private static let env = "/usr/bin/env"

    let executable: String
    let arguments: [String]
    var standardInput = "/dev/null"

    /// Nothing of our own environment leaks into PostgreSQL; messages come in English, since we read them.
    private static let environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"]

    /// Waits for the end; ends the child and all it has started when the task is cancelled or the time is over.
    func run(limit: Duration = .seconds(120)) async throws -> Output {
        let (pid, pipe) = try spawn()
        defer { close(pipe) }
        let deadline = ContinuousClock.now + limit
        var bytes: [UInt8] = []
        var pause = Duration.milliseconds(2)
        while true {
            Self.read(pipe, into: &bytes)
            var status: Int32 = 0
            if waitpid(pid, &status, WNOHANG) == pid {
                Self.read(pipe, into: &bytes)
                return Output(status: Self.exitStatus(status), text: String(decoding: bytes, as: UTF8.self))
            }
            if Task.isCancelled || ContinuousClock.now > deadline {
                kill(-pid, SIGKILL)
                waitpid(pid, &status, 0)
                try Task.checkCancellation()
                throw PrivateClusterError(.startFailed, "\(executable) has not ended within \(limit)")
            }
            try? await Task.sleep(for: pause)  // a cancellation is dealt with above, where the child is ended too
            pause = min(pause * 2, .milliseconds(50))
        }
    }

    /// A session of its own, so that a Ctrl-C meant for us does not reach PostgreSQL.
    func spawn() throws(PrivateClusterError) -> (pid: pid_t, output: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failure(errno) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        Self.closeOnExec()
        defer { close(ends[1]) }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, standardInput, O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | Self.newSession
        posix_spawnattr_setflags(&attributes, flags)

        var pid: pid_t = 0
        // Our working directory may be closed to the user who runs PostgreSQL.
        let command = [Self.env, "--chdir=/", executable] + arguments
        let status = Self.withCStrings(command) { command in
            Self.withCStrings(Self.environment) { environment in
                posix_spawn(&pid, Self.env, &actions, &attributes, command, environment)
            }
        }
        guard status == 0 else {
            close(ends[0])
            throw failure(status)
        }
        return (pid, ends[0])
    }

    private func failure(_ code: Int32) -> PrivateClusterError {
        PrivateClusterError(.startFailed, "cannot run \(executable): \(String(cString: strerror(code)))")
    }

    /// PostgreSQL outlives us and must not hold our sockets and locks open.
    private static func closeOnExec() {
        guard let folder = opendir("/proc/self/fd") else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let descriptor = Int32(name), descriptor > 2 else { continue }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
    }

    private static func read(_ pipe: Int32, into bytes: inout [UInt8]) {
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = Glibc.read(pipe, &chunk, chunk.count)
            guard count > 0 else { return }
            bytes += chunk[0..<count]
            if bytes.count > 2 * outputLimit { bytes.removeFirst(bytes.count - outputLimit) }
        }
    }

    private static func exitStatus(_ status: Int32) -> Int32 {
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    private static func withCStrings<R>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
