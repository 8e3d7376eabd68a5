package import Logging
import Synchronization

/// Keeps what is logged, of all levels.
package final class LogBook: LogHandler, Sendable {
    private let kept = Mutex<[(level: Logger.Level, message: String, metadata: Logger.Metadata)]>([])

    package init() {}

    package var logger: Logger { Logger(label: "test") { _ in self } }

    /// Of all levels, without their metadata.
    package var messages: [String] { kept.withLock { $0.map(\.message) } }

    /// Messages with their metadata, of that level or above.
    package func texts(from level: Logger.Level) -> [String] {
        kept.withLock { $0.filter { $0.level >= level }.map { "\($0.message) \($0.metadata)" } }
    }

    package var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    package var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }
    package func log(event: LogEvent) {
        kept.withLock { $0.append((event.level, "\(event.message)", event.metadata ?? [:])) }
    }
}
