import Charging
import NIOCore
import NIOPosix
import Synchronization

/// Lets few hash a password at a time, and few wait for it: each takes a core for a fifth of a second and 32 MB.
package final class WorkGate: Sendable {
    private let limit: Int
    private let waiting = Mutex(0)
    private let pool: NIOThreadPool
    private let meter = QueueMeter()

    /// Passwords that are hashed or wait for it.
    package var queue: QueueReading {
        var reading = meter.reading(limit: limit)
        reading.depth = waiting.withLock { $0 }
        return reading
    }

    /// - Parameter limit: of those at work and those who wait.
    package init(threads: Int = 2, limit: Int = 40) {
        self.limit = limit
        pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
    }

    deinit { pool.shutdownGracefully { _ in } }

    /// - Throws: ``ChargingError`` `.unavailable` when too many wait.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let enters = waiting.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        guard enters else {
            meter.refused()
            throw ChargingError(.unavailable, "The server is busy. Try again in a minute.")
        }
        defer { waiting.withLock { $0 -= 1 } }
        return try await pool.runIfActive(eventLoop: MultiThreadedEventLoopGroup.singleton.next(), work).get()
    }
}
