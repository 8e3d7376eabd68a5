import Synchronization

/// Takes what happens on every charger's connection, to be written by somebody else.
///
/// Never waits and never fails a charger: what finds no room is dropped, counted, and shown as a gap in the recording. A
/// connection appends under a lock that it shares with a part of the others and, for a moment, with who drains.
package final class FlightRecorder: Sendable {
    /// With these the memory stays below 25 MB for frames, and what states and verdicts take: twice as much as there is
    /// room for, since one half is written while the other fills.
    package struct Limits: Sendable {
        package var shards = 8
        package var bytesPerShard = 1 << 20
        package var recordsPerShard = 4_096
        /// A longer frame leaves a gap.
        package var longestEntry = 256 << 10
        package var checkpointEntries: UInt64 = 2_048
        package var checkpointInterval = Duration.seconds(900)
        package var checkpointIntervalAfterLoss = Duration.seconds(30)

        package init() {}
    }

    private final class Shard: Sendable {
        let buffer = Mutex(RecordBuffer())
    }

    package let limits: Limits
    private let shards: [Shard]
    private let paused = Atomic<Bool>(false)
    private let beyondLimit = Atomic<Bool>(false)
    private let losses = Atomic<UInt64>(0)
    private let missed = Atomic<UInt64>(0)
    private let filling = Atomic<Bool>(false)

    package init(limits: Limits = Limits()) {
        self.limits = limits
        shards = (0..<max(1, limits.shards)).map { _ in Shard() }
    }

    package var shardCount: Int { shards.count }
    /// Bytes that wait to be written, in all shards; the deepest of them and the limit are those of one.
    package var queues: QueueReading {
        let depths = shards.map { $0.buffer.withLock { $0.bytes.count } }
        return QueueReading(
            depth: depths.reduce(0, +), deepest: depths.max() ?? 0, limit: limits.bytesPerShard,
            refused: Int(clamping: missedCount))
    }
    /// Raised whenever something that was taken could not be written: connections then record their state anew.
    package var lossCount: UInt64 { losses.load(ordering: .relaxed) }
    /// Entries that were not taken or not written.
    package var missedCount: UInt64 { missed.load(ordering: .relaxed) }
    /// Some shard is half full, so who writes should not wait any longer. Asking sets it back.
    package func takeFilling() -> Bool { filling.exchange(false, ordering: .relaxed) }
    package var isPaused: Bool { paused.load(ordering: .relaxed) }
    package var isTaking: Bool { !isPaused && !beyondLimit.load(ordering: .relaxed) }

    /// The disk is too full: nothing is taken until it is not.
    package func setPaused(_ isPaused: Bool) { paused.store(isPaused, ordering: .relaxed) }
    /// The recordings take all the room that they may have: the same.
    package func setBeyondLimit(_ isBeyond: Bool) { beyondLimit.store(isBeyond, ordering: .relaxed) }

    /// What was taken could not be written.
    package func noteLoss(of entries: Int) {
        missed.add(UInt64(clamping: entries), ordering: .relaxed)
        losses.add(1, ordering: .relaxed)
    }

    /// False when it found no room.
    package func append(_ header: RecordBuffer.Header, _ content: UnsafeRawBufferPointer) -> Bool {
        guard isTaking, content.count <= limits.longestEntry else {
            missed.add(1, ordering: .relaxed)
            return false
        }
        let shard = shards[Int(header.station.rawValue.magnitude % UInt64(shards.count))]
        let fill: (isTaken: Bool, isHalf: Bool) = shard.buffer.withLock { buffer in
            let bytes = buffer.bytes.count + content.count
            guard bytes <= limits.bytesPerShard, buffer.headers.count < limits.recordsPerShard else {
                return (false, false)
            }
            if buffer.isEmpty { buffer.reserve(records: limits.recordsPerShard / 8, bytes: limits.bytesPerShard / 8) }
            buffer.append(header, content)
            return (true, bytes > limits.bytesPerShard / 2 || buffer.headers.count > limits.recordsPerShard / 2)
        }
        if fill.isHalf { filling.store(true, ordering: .relaxed) }
        if !fill.isTaken { missed.add(1, ordering: .relaxed) }
        return fill.isTaken
    }

    /// Exchanges what a shard holds for an empty buffer.
    package func drain(shard: Int, into spare: inout RecordBuffer) {
        spare.clear()
        shards[shard].buffer.withLock { swap(&$0, &spare) }
    }
}
