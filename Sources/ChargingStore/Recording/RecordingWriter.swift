package import Charging
import Foundation
package import JSON
package import Logging
import Postgres
import ServiceLifecycle
import Synchronization

/// Writes what the flight recorder takes into the database, every few seconds or when much has gathered.
///
/// The first to give way: where the disk is too full, the database refuses or does not answer in time, what was taken is
/// dropped, and the recording says so where it goes on.
package final class RecordingWriter: Service {
    package struct Configuration: Sendable {
        /// What a crash of the server may cost of the recording.
        package var flushInterval = Duration.seconds(5)
        /// How often it is looked whether much has gathered.
        package var checkInterval = Duration.milliseconds(100)
        /// How long the database has to take a round; then it is dropped.
        package var patience = Duration.seconds(20)
        /// What has to be free on the database's disk.
        package var leastFreeBytes: Int64 = 1 << 30
        /// How much is free; absent where nobody can tell.
        package var freeBytes: @Sendable () -> Int64? = { nil }
        /// How long nothing is taken after the database has said that its disk is full.
        package var pauseWhenFull = Duration.seconds(60)

        package init() {}
    }

    private struct State {
        var lastID: Int64 = 0
        var unwritten = UnwrittenEntries()
        /// The database said that its disk is full; tried again from then on.
        var fullUntil: ContinuousClock.Instant?

        /// Rises with time and with every block, so that it tells the order of two that begin in the same moment.
        mutating func nextID(at now: Timestamp) -> Int64 {
            lastID = max(lastID &+ 1, now.microseconds)
            return lastID
        }
    }

    /// PostgreSQL's disk_full.
    private static let diskFull = "53100"

    private let database: Database
    private let recorder: FlightRecorder
    private let configuration: Configuration
    private let logger: Logger
    private let now: @Sendable () -> Timestamp
    private let state = Mutex(State())

    package init(
        _ database: Database, recorder: FlightRecorder, configuration: Configuration = Configuration(),
        now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        self.database = database
        self.recorder = recorder
        self.configuration = configuration
        self.now = now
        self.logger = logger
    }

    package func run() async throws {
        while await cancelWhenGracefulShutdown({ await self.isDue() }) { await flush() }
        // Those whose connections ended with the server are in it.
        await flush()
    }

    /// Waits for the next round; false when there is none, since the server ends. Only the wait is given up then: a round that
    /// is being written is finished.
    private func isDue() async -> Bool {
        let clock = ContinuousClock()
        let start = clock.now
        repeat {
            do { try await Task.sleep(for: configuration.checkInterval) } catch { return false }
        } while !recorder.takeFilling() && clock.now - start < configuration.flushInterval
        return true
    }

    /// Writes everything that was taken so far.
    package func flush() async {
        checkDisk()
        var spare = RecordBuffer()
        for shard in 0..<recorder.shardCount {
            recorder.drain(shard: shard, into: &spare)
            guard !spare.isEmpty else { continue }
            await write(spare.entriesByStation())
        }
    }

    private func checkDisk() {
        let isFull = state.withLock { state in
            if let until = state.fullUntil, until <= .now { state.fullUntil = nil }
            return state.fullUntil != nil
        }
        let free = configuration.freeBytes()
        let isTooFull = isFull || free.map { $0 < configuration.leastFreeBytes } ?? false
        guard isTooFull != recorder.isPaused else { return }
        recorder.setPaused(isTooFull)
        logger.log(
            level: isTooFull ? .warning : .notice,
            isTooFull
                ? "the flight recorder stops: the disk is too full"
                : "the flight recorder goes on: there is room again",
            metadata: ["freeBytes": "\(free.map(String.init) ?? "unknown")"])
    }

    private func write(_ entries: [StationID: [RecordEntry]]) async {
        do {
            let batch = try state.withLock { state in
                var batch = RecordingBatch()
                let deflate = try RecordingBlockCoding.makeDeflate()
                for (station, own) in entries.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                    try batch.add(station, state.unwritten.gap(before: own, of: station) + own, deflate) {
                        state.nextID(at: now())
                    }
                }
                return batch
            }
            _ = try await database.pipeline(batch.statements, deadline: configuration.patience)
            state.withLock { state in for station in entries.keys { state.unwritten.told(of: station) } }
        } catch {
            drop(entries, because: error)
        }
    }

    private func drop(_ entries: [StationID: [RecordEntry]], because error: any Error) {
        let count = entries.values.reduce(0) { $0 + $1.count }
        recorder.noteLoss(of: count)
        if (error as? PostgresError)?.sqlState == Self.diskFull {
            state.withLock { $0.fullUntil = .now + configuration.pauseWhenFull }
            checkDisk()
        }
        logger.error(
            "a part of the recording was dropped", metadata: ["entries": "\(count)", "error": "\(error)"])
        state.withLock { state in
            for (station, own) in entries { state.unwritten.add(own, of: station) }
        }
    }
}
