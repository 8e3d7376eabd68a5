import Charging
import Glibc

/// A program of ours that handles what a stranger sent: it gets a file as its standard input and is ended when it takes too
/// long or says too much.
struct ConfinedProcess: Sendable {
    /// glibc declares it for GNU sources only, as which Swift does not import spawn.h.
    private static let newSession: Int16 = 0x80

    let executable: String
    let arguments: [String]
    /// The path of a file.
    let input: String
    /// In bytes.
    let outputLimit: Int

    /// What it wrote to its standard output.
    ///
    /// - Throws: ``SourceFailure`` where it did not end well, or not in time.
    func run(deadline limit: Duration) async throws -> [UInt8] {
        let (pid, pipe) = try await BlockingWork.run { try spawn() }
        defer { close(pipe) }
        let deadline = ContinuousClock.now + limit
        var bytes: [UInt8] = []
        var pause = Duration.milliseconds(2)
        while true {
            let isOpen = Self.read(pipe, into: &bytes, upTo: outputLimit)
            var status: Int32 = 0
            if !isOpen, waitpid(pid, &status, WNOHANG) == pid {
                guard status == 0 else { throw Self.tooMuch }
                return bytes
            }
            if Task.isCancelled || ContinuousClock.now > deadline || bytes.count > outputLimit {
                kill(pid, SIGKILL)
                waitpid(pid, &status, 0)
                try Task.checkCancellation()
                throw Self.tooMuch
            }
            try? await Task.sleep(for: pause)  // a cancellation is dealt with above, where the process is ended too
            pause = min(pause * 2, .milliseconds(20))
        }
    }

    private static let tooMuch = SourceFailure(
        "The file could not be read: it is damaged, or takes more time or memory than one file is given.")

    private func spawn() throws -> (pid: pid_t, output: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw ChargingError(.unavailable, "The server could not begin to read the file; try again.")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        defer { close(ends[1]) }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | Self.newSession)

        var pid: pid_t = 0
        let status = Self.withCStrings([executable] + arguments) { command in
            // Nothing of our environment, which holds secrets.
            Self.withCStrings(["LC_ALL=C"]) { posix_spawn(&pid, executable, &actions, &attributes, command, $0) }
        }
        guard status == 0 else {
            close(ends[0])
            throw ChargingError(.unavailable, "The server could not begin to read the file; try again.")
        }
        return (pid, ends[0])
    }

    /// False when nothing comes any more.
    private static func read(_ pipe: Int32, into bytes: inout [UInt8], upTo limit: Int) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= limit {
            let count = Glibc.read(pipe, &chunk, chunk.count)
            if count == 0 { return false }
            guard count > 0 else { return true }
            bytes += chunk[0..<count]
        }
        return true
    }

    private static func withCStrings<R>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
