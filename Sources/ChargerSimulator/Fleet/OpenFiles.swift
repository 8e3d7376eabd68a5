import Glibc

/// The limit of open sockets of this process.
enum OpenFiles {
    /// Raises the limit as far as allowed; false when it stays below `wanted`.
    static func allow(_ wanted: Int) -> Bool {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return true }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return limit.rlim_cur >= rlim_t(max(0, wanted))
    }
}
