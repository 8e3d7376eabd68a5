import Synchronization

/// Rings when deadlines pass, with one sleeping task for all of them.
///
/// Almost every deadline is removed long before it passes, so setting one costs an entry in a table and no timer of its
/// own. The task ends when the table is empty.
final class DeadlineTimer: Sendable {
    struct Alarm: Sendable { fileprivate let id: UInt64 }

    private struct Entry {
        let time: ContinuousClock.Instant
        let ring: @Sendable () -> Void
    }

    private struct Table {
        var entries: [UInt64: Entry] = [:]
        var lastID: UInt64 = 0
        /// When the sleeping task wakes; `nil`: there is none.
        var wakes: ContinuousClock.Instant?
    }

    private let table = Mutex(Table())

    var count: Int { table.withLock { $0.entries.count } }

    func set(_ time: ContinuousClock.Instant, _ ring: @escaping @Sendable () -> Void) -> Alarm {
        let (id, isEarliest) = table.withLock { table -> (UInt64, Bool) in
            table.lastID += 1
            table.entries[table.lastID] = Entry(time: time, ring: ring)
            if let wakes = table.wakes, wakes <= time { return (table.lastID, false) }
            table.wakes = time
            return (table.lastID, true)
        }
        // Nobody waits for it: it only sleeps and rings, and ends when there is nothing left to ring for.
        if isEarliest { Task.detached { await self.watch(until: time) } }
        return Alarm(id: id)
    }

    func remove(_ alarm: Alarm) { table.withLock { _ = $0.entries.removeValue(forKey: alarm.id) } }

    private func watch(until time: ContinuousClock.Instant) async {
        var wakes = time
        while true {
            // Nobody cancels it.
            try? await Task.sleep(until: wakes, clock: .continuous)
            let (due, next) = ring(at: wakes)
            for entry in due { entry.ring() }
            guard let next else { return }
            wakes = next
        }
    }

    /// - Returns: what is due, and when to wake again; `nil` when another task sleeps now, or none is needed.
    private func ring(at time: ContinuousClock.Instant) -> (due: [Entry], next: ContinuousClock.Instant?) {
        table.withLock { table in
            guard table.wakes == time else { return ([], nil) }
            let due = table.entries.filter { $0.value.time <= time }
            for id in due.keys { table.entries[id] = nil }
            // Deadlines of a busy server lie close together; one wake serves those of a hundredth of a second.
            table.wakes = table.entries.values.map(\.time).min().map { max($0, time + .milliseconds(10)) }
            return (Array(due.values), table.wakes)
        }
    }
}
