import Glibc

/// Ctrl-C and SIGTERM as something the main thread waits for.
///
/// Has to be made before the first thread is, because threads inherit the mask.
struct Signals: ~Copyable {
    private var awaited = sigset_t()

    init() {
        sigemptyset(&awaited)
        sigaddset(&awaited, SIGINT)
        sigaddset(&awaited, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &awaited, nil)
        // A peer that is gone shows itself by the error of the write.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Waits so long; true when somebody wants the end.
    func arrive(within duration: Duration) -> Bool {
        let parts = duration.components
        var patience = timespec(tv_sec: Int(parts.seconds), tv_nsec: Int(parts.attoseconds / 1_000_000_000))
        var awaited = awaited
        return sigtimedwait(&awaited, nil, &patience) > 0
    }
}
