import Foundation
import Logging

/// The log goes to standard error, so that standard output is what a command says. A line that is written while a request is
/// served carries its ``RequestID``.
enum Log {
    static func make(_ settings: Settings) -> Logger {
        let requests = Logger.MetadataProvider {
            RequestID.current.map { ["requestId": "\($0.text)"] } ?? [:]
        }
        var logger = Logger(
            label: "stationmaster",
            factory: { label, _ in StreamLogHandler.standardError(label: label, metadataProvider: requests) })
        logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
        return logger
    }
}
