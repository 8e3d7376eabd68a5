import JSON
import Synchronization

/// The socket of a charge point that lives in a recording: nothing leaves it, and its loop is whoever replays.
final class ReplayConnection: ChargePointConnection {
    private let loop = ReplayLoop()

    var executor: any SerialExecutor { loop }
    func execute(_ work: @escaping @Sendable () -> Void) { loop.add(.closure(work)) }
    func send(_ frame: [UInt8]) {}
    func setReading(_ isReading: Bool) {}
    func ping() {}
    func close(_ reason: CloseReason) {}
}

/// Runs what it is given at once, on the thread that gives it, one thing after the other.
private final class ReplayLoop: SerialExecutor {
    enum Work: Sendable {
        case job(UnownedJob)
        case closure(@Sendable () -> Void)
    }
    private struct State {
        var waiting: [Work] = []
        var isRunning = false
    }
    private let state = Mutex(State())

    func enqueue(_ job: consuming ExecutorJob) { add(.job(UnownedJob(job))) }

    func add(_ work: Work) {
        // Executors are not owned by who calls them, and what runs here may let go of the last that owns this one.
        let held = Unmanaged.passRetained(self)
        defer { held.release() }
        let isOurs = state.withLock { state in
            state.waiting.append(work)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        guard isOurs else { return }
        while let next = next() {
            switch next {
            case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
            case .closure(let closure): closure()
            }
        }
    }

    private func next() -> Work? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isRunning = false
                return nil
            }
            return state.waiting.removeFirst()
        }
    }

    func checkIsolated() {}
}

/// The store of a replay: what it answered is in the recording.
struct ReplayWriter: ReportWriter {
    func submit(
        _ report: Report, from source: ReportSource,
        completion: @escaping @Sendable (Result<ReportOutcome, ReportFailure>) -> Void
    ) {}
}

/// The time of day in a recording.
final class ReplayTime: Sendable {
    private let microseconds = Atomic<Int64>(0)

    var now: Timestamp {
        get { Timestamp(microseconds: microseconds.load(ordering: .relaxed)) }
        set { microseconds.store(newValue.microseconds, ordering: .relaxed) }
    }
}
