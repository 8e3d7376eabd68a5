import Logging
import Synchronization

/// Keeps what is logged, of all levels.
final class LogBook: LogHandler, Sendable {
    private let kept = Mutex<[(level: Logger.Level, text: String)]>([])

    var logger: Logger { Logger(label: "test") { _ in self } }

    /// Messages with their metadata, of that level or above.
    func texts(from level: Logger.Level) -> [String] {
        kept.withLock { $0.filter { $0.level >= level }.map(\.text) }
    }

    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }
    func log(event: LogEvent) {
        kept.withLock { $0.append((event.level, "\(event.message) \(event.metadata ?? [:])")) }
    }
}
