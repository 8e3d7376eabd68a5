import Glibc

/// Every charger is an open file; the soft limit that a shell gives is often 1,024.
enum FileLimit {
    /// To the hard limit, which only an administrator can raise. Left as it is where that is refused.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
