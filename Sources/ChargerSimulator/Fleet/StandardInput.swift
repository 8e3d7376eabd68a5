import Glibc

/// Standard input as a lifeline: it ends when whoever started us is gone, however that happened.
enum StandardInput {
    /// Never waits. What comes in is thrown away.
    static var hasEnded: Bool {
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&input, 1, 0) > 0 else { return false }
        var bytes = [UInt8](repeating: 0, count: 256)
        return read(STDIN_FILENO, &bytes, bytes.count) <= 0
    }
}
