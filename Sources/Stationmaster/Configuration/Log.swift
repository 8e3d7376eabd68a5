import Foundation
import Logging

/// The log goes to standard error, so that standard output is what a command says.
enum Log {
    static func make(_ settings: Settings) -> Logger {
        var logger = Logger(label: "stationmaster", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
        return logger
    }
}
