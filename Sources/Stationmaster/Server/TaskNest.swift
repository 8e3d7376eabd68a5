import Charging
import ServiceLifecycle
import Synchronization
import Tracing

/// Where work that outlives the call that asked for it is a child: its `run()` waits for all of it and cancels it at the end.
///
/// A WebSocket handler cannot await, so it hands the work in here instead of starting a task that nobody waits for.
final class TaskNest: Service {
    /// Ends one piece of work early.
    struct Handle: Sendable {
        fileprivate let stop: AsyncStream<Void>.Continuation
        func cancel() { stop.finish() }
    }

    private struct Work: Sendable {
        let body: @Sendable () async -> Void
        let requestID: RequestID?
        let trace: InstrumentationContext?
        let stopped: AsyncStream<Void>
    }

    private static let limit = 100_000
    private let (queue, entrance) = AsyncStream<Work>.makeStream(bufferingPolicy: .bufferingOldest(TaskNest.limit))
    private let meter = QueueMeter()

    /// Work that has not begun.
    var waiting: QueueReading { meter.reading(limit: Self.limit) }

    /// - Parameter requestID: of the request that the work serves.
    /// - Returns: nil when the nest is full or closed; the work will not be done.
    func start(
        for requestID: RequestID? = RequestID.current, _ body: @escaping @Sendable () async -> Void
    ) -> Handle? {
        let (stopped, stop) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))
        // Before it can begin.
        meter.entered()
        guard case .enqueued = entrance.yield(Work(body: body, requestID: requestID, trace: .current, stopped: stopped))
        else {
            meter.left()
            meter.refused()
            return nil
        }
        return Handle(stop: stop)
    }

    func run() async throws {
        await withDiscardingTaskGroup { group in
            for await work in queue.cancelOnGracefulShutdown() {
                meter.left()
                group.addTask { await Self.perform(work) }
            }
            group.cancelAll()
        }
    }

    private static func perform(_ work: Work) async {
        await withTaskGroup(of: Void.self) { group in
            // Beside the wait for its end, whichever comes first; the group waits for both.
            group.addTask {
                await RequestID.$current.withValue(work.requestID) {
                    await InstrumentationContext.$current.withValue(work.trace) { await work.body() }
                }
            }
            group.addTask { for await _ in work.stopped {} }
            await group.next()
            group.cancelAll()
        }
    }
}
