import Dispatch
import Foundation
import Synchronization

/// One thread that runs what it is given in order: what an event loop is to an actor. Lives until it is stopped.
package final class ThreadEventLoop: SerialExecutor {
    private enum Work: Sendable {
        case job(UnownedJob)
        case closure(@Sendable () -> Void)
        case stop
    }
    private struct State {
        var waiting: [Work] = []
        var thread: pthread_t?
    }
    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)

    package init() {
        Thread { self.run() }.start()
    }

    package func stop() { add(.stop) }

    package func execute(_ work: @escaping @Sendable () -> Void) { add(.closure(work)) }

    package func enqueue(_ job: consuming ExecutorJob) { add(.job(UnownedJob(job))) }

    package func checkIsolated() {
        precondition(state.withLock { $0.thread } == pthread_self(), "not on the loop's thread")
    }

    private func run() {
        state.withLock { $0.thread = pthread_self() }
        while true {
            signal.wait()
            switch state.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }) {
            case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
            case .closure(let closure): closure()
            case .stop: return
            case nil: continue
            }
        }
    }

    private func add(_ work: Work) {
        state.withLock { $0.waiting.append(work) }
        signal.signal()
    }
}
