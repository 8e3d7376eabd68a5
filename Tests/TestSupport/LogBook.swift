package import Logging
import Synchronization

/// Keeps what is logged, with the metadata of the line and of its logger.
package final class LogBook: Sendable {
    private let kept = Mutex<[(level: Logger.Level, message: String, metadata: Logger.Metadata)]>([])

    package init() {}

    package var logger: Logger { logger(providing: nil) }

    /// - Parameter provider: adds to each line what holds where it is written.
    package func logger(providing provider: Logger.MetadataProvider?) -> Logger {
        Logger(label: "test") { _ in Handler(book: self, metadataProvider: provider) }
    }

    /// Of all levels, without their metadata.
    package var messages: [String] { kept.withLock { $0.map(\.message) } }

    /// The metadata of each line, as text.
    package var metadata: [[String: String]] { kept.withLock { $0.map { $0.metadata.mapValues { "\($0)" } } } }

    /// Messages with their metadata, of that level or above.
    package func texts(from level: Logger.Level) -> [String] {
        kept.withLock { $0.filter { $0.level >= level }.map { "\($0.message) \($0.metadata)" } }
    }

    private struct Handler: LogHandler {
        let book: LogBook
        var metadataProvider: Logger.MetadataProvider?
        var logLevel: Logger.Level = .trace
        var metadata: Logger.Metadata = [:]

        init(book: LogBook, metadataProvider: Logger.MetadataProvider?) {
            self.book = book
            self.metadataProvider = metadataProvider
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let own = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }
            let all = own.merging(event.metadata ?? [:]) { $1 }
            book.kept.withLock { $0.append((event.level, "\(event.message)", all)) }
        }
    }
}
