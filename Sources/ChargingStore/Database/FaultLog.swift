import Logging
import Postgres
import Synchronization

/// Says that PostgreSQL refused what only a mistake of ours asks of it: once, and again every minute while it goes on.
///
/// A table that is missing fails every request, and a line for each would bury the others. Never says a value: of messages
/// only those are shown that are about names in our own statements.
final class FaultLog: Sendable {
    private struct Recent {
        var since: ContinuousClock.Instant
        var silenced = 0
    }

    private static let interval = Duration.seconds(60)
    private static let limit = 100

    private let logger: Logger
    private let now: @Sendable () -> ContinuousClock.Instant
    private let recent = Mutex<[String: Recent]>([:])

    init(_ logger: Logger, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.logger = logger
        self.now = now
    }

    func note(_ error: PostgresError) {
        let state = error.sqlState ?? error.code.description
        // Class 42, syntax errors and names that are not there.
        let words = error.sqlState?.hasPrefix("42") == true ? error.message : nil
        guard let silenced = silenced(before: state + (words ?? "")) else { return }
        var metadata: Logger.Metadata = ["sqlState": "\(state)"]
        if let words { metadata["reason"] = "\(words)" }
        if let table = error.table { metadata["table"] = "\(table)" }
        if silenced > 0 { metadata["silenced"] = "\(silenced)" }
        logger.error("the database refused a statement of the server", metadata: metadata)
    }

    /// How many were not said since the last that was; nil when this one is not said either.
    private func silenced(before key: String) -> Int? {
        let now = now()
        return recent.withLock { recent in
            if let last = recent[key], now - last.since < Self.interval {
                recent[key]?.silenced += 1
                return nil
            }
            if recent.count >= Self.limit { recent = recent.filter { now - $0.value.since < Self.interval } }
            guard recent.count < Self.limit || recent[key] != nil else { return nil }
            return recent.updateValue(Recent(since: now), forKey: key)?.silenced ?? 0
        }
    }
}
