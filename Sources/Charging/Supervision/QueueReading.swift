import Synchronization

/// How full a queue is, and what found no room in it.
package struct QueueReading: Sendable, Equatable {
    /// Nil where that cannot be told without asking everybody.
    package var depth: Int?
    /// The deepest, where many have such a queue of their own; ``depth`` is the sum then, and ``limit`` that of one.
    package var deepest: Int?
    /// Nil where no number bounds it.
    package var limit: Int?
    /// Since the start.
    package var refused: Int

    package init(depth: Int?, deepest: Int? = nil, limit: Int?, refused: Int) {
        self.depth = depth
        self.deepest = deepest
        self.limit = limit
        self.refused = refused
    }
}

/// Counts what enters and leaves a queue that cannot be asked itself.
package final class QueueMeter: Sendable {
    private let waiting = Atomic<Int>(0)
    private let refusals = Atomic<Int>(0)

    package init() {}

    package var depth: Int { waiting.load(ordering: .relaxed) }

    package func entered() { waiting.add(1, ordering: .relaxed) }
    package func left() { waiting.subtract(1, ordering: .relaxed) }
    package func refused() { refusals.add(1, ordering: .relaxed) }

    package func reading(limit: Int?) -> QueueReading {
        QueueReading(depth: depth, limit: limit, refused: refusals.load(ordering: .relaxed))
    }
}

/// How much waits, as it was last seen.
package final class QueueLevel: Sendable {
    private let level = Atomic<Int>(0)

    package init() {}

    package var value: Int { level.load(ordering: .relaxed) }
    package func set(_ value: Int) { level.store(value, ordering: .relaxed) }
}

/// How deep the queues are that each charge point has for itself, over all of them and without asking any.
package final class DepthCensus: Sendable {
    private struct Table {
        /// How many have that depth, from 1; those beyond the limit in the last place.
        var counts: [Int]
        var total = 0
        var refused = 0
    }

    private let limit: Int
    private let table: Mutex<Table>

    package init(limit: Int) {
        self.limit = max(1, limit)
        table = Mutex(Table(counts: Array(repeating: 0, count: max(1, limit) + 1)))
    }

    /// One queue has become deeper or less deep. Who goes away says 0.
    package func moved(from old: Int, to new: Int) {
        table.withLock { table in
            table.total += new - old
            if old > 0 { table.counts[min(old, limit)] -= 1 }
            if new > 0 { table.counts[min(new, limit)] += 1 }
        }
    }

    package func refused() { table.withLock { $0.refused += 1 } }

    package var reading: QueueReading {
        table.withLock { table in
            QueueReading(
                depth: table.total, deepest: table.counts.lastIndex { $0 > 0 } ?? 0, limit: limit,
                refused: table.refused)
        }
    }
}
