import CEpoll
import Glibc
import Synchronization

/// The one thread on which every connection is read and written.
///
/// It is the executor of ``PostgresCore``: descriptors that become ready, the timer and the actor's jobs all run here, one
/// after the other, so the actor's state needs no locks and an answer is handled without a hop. The thread starts with
/// the first piece of work and ends after ``stop()``, which the actor calls from its `deinit`: as long as somebody can still
/// enqueue a job, the thread lives.
final class EpollLoop: SerialExecutor {
    typealias ReadyHandler = @Sendable (_ events: UInt32) -> Void

    private enum Work {
        case job(UnownedJob)
        case call(@Sendable () -> Void)
    }

    private struct State {
        var inbox: [Work] = []
        var readyHandlers: [UInt64: ReadyHandler] = [:]
        var nextToken: UInt64 = 1
        var timer: ContinuousClock.Instant?
        var timerHandler: (@Sendable () -> Void)?
        var isStarted = false
        var isStopping = false
    }

    private static let eventsPerTurn = 64
    /// The tag of the eventfd by which other threads wake this one; descriptors get tags from 1 on.
    private static let wakeTag: UInt64 = 0

    private let epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
    private let wake = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
    private let threadID = Atomic<UInt>(0)
    private let state = Mutex(State())

    init() {
        // Edge-triggered: every write wakes the loop once, and nobody has to read the counter.
        _ = cepoll_control(epoll, EPOLL_CTL_ADD, wake, EPOLLIN.rawValue | EPOLLET.rawValue, Self.wakeTag)
    }

    deinit {
        close(wake)
        close(epoll)
    }

    /// False when the process had no descriptors left for the loop itself.
    var isUsable: Bool { epoll >= 0 && wake >= 0 }

    // MARK: Work

    func enqueue(_ job: consuming ExecutorJob) {
        push(.job(UnownedJob(job)))
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    func checkIsolated() {
        precondition(isOnThread, "not on the loop's thread")
    }

    func isIsolatingCurrentContext() -> Bool? { isOnThread }

    /// Runs the closure on the loop's thread, after everything that was handed over before it.
    func perform(_ body: @escaping @Sendable () -> Void) {
        push(.call(body))
    }

    func stop() {
        state.withLock { $0.isStopping = true }
        wakeUp()
    }

    private var isOnThread: Bool { threadID.load(ordering: .relaxed) == pthread_self() }

    private func push(_ work: Work) {
        let isOnThread = isOnThread
        let (mustStart, mustWake) = state.withLock { state in
            state.inbox.append(work)
            let mustStart = !state.isStarted
            state.isStarted = true
            return (mustStart, state.inbox.count == 1 && !isOnThread)
        }
        if mustStart {
            let hasStarted = Thread.start(name: "postgres") { self.runUntilStopped() }
            if !hasStarted { state.withLock { $0.isStarted = false } }
        } else if mustWake {
            wakeUp()
        }
    }

    private func wakeUp() {
        var one: UInt64 = 1
        _ = write(wake, &one, MemoryLayout<UInt64>.size)
    }

    // MARK: Descriptors and the timer

    /// Calls the handler on the loop's thread whenever the descriptor can be read; returns the token for the other two.
    func watch(_ descriptor: Int32, _ handler: @escaping ReadyHandler) -> UInt64 {
        let token = state.withLock { state in
            let token = state.nextToken
            state.nextToken += 1
            state.readyHandlers[token] = handler
            return token
        }
        _ = cepoll_control(epoll, EPOLL_CTL_ADD, descriptor, EPOLLIN.rawValue, token)
        return token
    }

    func setWantsWrites(_ wantsWrites: Bool, _ descriptor: Int32, token: UInt64) {
        let events = EPOLLIN.rawValue | (wantsWrites ? EPOLLOUT.rawValue : 0)
        _ = cepoll_control(epoll, EPOLL_CTL_MOD, descriptor, events, token)
    }

    /// Must come before the descriptor is closed.
    func unwatch(_ descriptor: Int32, token: UInt64) {
        _ = cepoll_control(epoll, EPOLL_CTL_DEL, descriptor, 0, token)
        _ = state.withLock { $0.readyHandlers.removeValue(forKey: token) }
    }

    func setTimerHandler(_ handler: @escaping @Sendable () -> Void) {
        state.withLock { $0.timerHandler = handler }
    }

    /// There is one timer; setting it replaces what was set. Only from the loop's own thread.
    func setTimer(_ instant: ContinuousClock.Instant?) {
        state.withLock { $0.timer = instant }
    }

    // MARK: The thread

    private func runUntilStopped() {
        threadID.store(pthread_self(), ordering: .relaxed)
        var events = [epoll_event](repeating: epoll_event(), count: Self.eventsPerTurn)
        var batch: [Work] = []
        while let timeout = nextTimeout() {
            let count = epoll_wait(epoll, &events, Int32(Self.eventsPerTurn), timeout)
            if count < 0, errno != EINTR { usleep(10_000) }  // never spins, whatever is wrong with the descriptor
            for index in 0..<max(0, min(Int(count), Self.eventsPerTurn)) {
                handle(&events[index])
            }
            state.withLock { state in swap(&state.inbox, &batch) }
            for work in batch { run(work) }
            batch.removeAll(keepingCapacity: batch.count <= 1_024)
            fireTimer()
        }
        threadID.store(0, ordering: .relaxed)
    }

    /// Milliseconds until the loop has something to do, rounded up; nil when it is to end.
    private func nextTimeout() -> Int32? {
        let (isIdle, isStopping, timer) = state.withLock { ($0.inbox.isEmpty, $0.isStopping, $0.timer) }
        guard isIdle else { return 0 }
        guard !isStopping else { return nil }
        guard let timer else { return -1 }
        let milliseconds = (timer - .now) / .milliseconds(1)
        return Int32(min(max(0, milliseconds.rounded(.up)), 60_000))
    }

    private func handle(_ event: inout epoll_event) {
        let tag = cepoll_tag(&event)
        guard tag != Self.wakeTag else { return }
        let handler = state.withLock { $0.readyHandlers[tag] }
        handler?(event.events)
    }

    private func run(_ work: Work) {
        switch work {
        case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
        case .call(let body): body()
        }
    }

    private func fireTimer() {
        let handler = state.withLock { state -> (@Sendable () -> Void)? in
            guard let timer = state.timer, timer <= .now else { return nil }
            state.timer = nil
            return state.timerHandler
        }
        handler?()
    }
}
