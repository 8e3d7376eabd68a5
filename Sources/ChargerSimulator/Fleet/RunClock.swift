import Glibc
import JSON
import NIOCore

/// Wall-clock time that never jumps: read once from the system, then carried on by the monotonic clock.
struct RunClock: Sendable {
    private let base: Timestamp
    private let start: NIODeadline

    init() {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        base = Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
        start = .now()
    }

    var now: Timestamp { time(at: .now()) }

    func time(at deadline: NIODeadline) -> Timestamp {
        Timestamp(microseconds: base.microseconds + (deadline - start).nanoseconds / 1000)
    }

    func deadline(at time: Timestamp) -> NIODeadline {
        let microseconds = max(0, time.microseconds - base.microseconds)
        return start + .nanoseconds(min(microseconds, Int64.max / 4000) * 1000)
    }
}
