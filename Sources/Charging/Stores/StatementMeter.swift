import Synchronization

/// Counts the statements that a store runs for one piece of work, and the rows that come back.
///
/// The work and the store do not know each other: the meter is a task-local value in between. Without one, nothing is
/// counted and nothing is paid but the look for it.
package final class StatementMeter: Sendable {
    package struct Counts: Sendable {
        package var statements = 0
        package var rows = 0
    }

    @TaskLocal private static var current: StatementMeter?

    private let value = Mutex(Counts())

    package init() {}

    package var counts: Counts { value.withLock { $0 } }

    package static func measuring(with meter: StatementMeter, _ work: () async -> Void) async {
        await $current.withValue(meter) { await work() }
    }

    /// For stores, once a statement has been answered.
    package static func note(rows: Int) {
        current?.value.withLock { counts in
            counts.statements += 1
            counts.rows += rows
        }
    }
}
