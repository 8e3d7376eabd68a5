import Synchronization
import Testing

@testable import Stationmaster

@Suite("Task nest", .timeLimit(.minutes(1)))
struct TaskNestTests {
    private func running<Value: Sendable>(_ body: @escaping @Sendable (TaskNest) async -> Value) async -> Value {
        let nest = TaskNest()
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await nest.run() }
            let value = await body(nest)
            group.cancelAll()
            return value
        }
    }

    @Test func `work is done`() async {
        let done = await running { nest in
            let (stream, continuation) = AsyncStream<Int>.makeStream(bufferingPolicy: .bufferingOldest(1))
            _ = nest.start {
                continuation.yield(7)
                continuation.finish()
            }
            return await stream.first { _ in true }
        }
        #expect(done == 7)
    }

    @Test func `cancelling one piece of work ends it and no other`() async {
        let (ended, other) = await running { nest in
            let (endings, ending) = AsyncStream<Bool>.makeStream(bufferingPolicy: .bufferingOldest(2))
            let handle = nest.start {
                try? await Task.sleep(for: .seconds(3_600))
                ending.yield(Task.isCancelled)
            }
            handle?.cancel()
            let first = await endings.first { _ in true }
            let (answers, answer) = AsyncStream<Bool>.makeStream(bufferingPolicy: .bufferingOldest(1))
            _ = nest.start { answer.yield(Task.isCancelled) }
            return (first, await answers.first { _ in true })
        }
        #expect(ended == true)
        #expect(other == false)
    }

    @Test func `the end of the nest cancels what is still there and waits for it`() async {
        let wasCancelled = Mutex(false)
        let nest = TaskNest()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await nest.run() }
            let (begun, begin) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))
            _ = nest.start {
                begin.yield()
                try? await Task.sleep(for: .seconds(3_600))
                wasCancelled.withLock { $0 = Task.isCancelled }
            }
            _ = await begun.first { _ in true }
            group.cancelAll()
        }
        #expect(wasCancelled.withLock { $0 })
    }
}
