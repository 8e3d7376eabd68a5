import Foundation
import Logging
import Tracing

/// The log goes to standard error, so that standard output is what a command says. A line that is written while a request is
/// served carries its ``RequestID``, and which trace it belongs to.
enum Log {
    static func make(_ settings: Settings) -> Logger {
        let requests = Logger.MetadataProvider {
            var metadata: Logger.Metadata = [:]
            if let id = RequestID.current { metadata["requestId"] = "\(id.text)" }
            if let trace = InstrumentationContext.current?.trace { metadata["traceId"] = "\(trace.traceID)" }
            return metadata
        }
        var logger = Logger(
            label: "stationmaster",
            factory: { label, _ in StreamLogHandler.standardError(label: label, metadataProvider: requests) })
        logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
        return logger
    }
}
