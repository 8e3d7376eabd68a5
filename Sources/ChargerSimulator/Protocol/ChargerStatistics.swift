/// What happened on one virtual charge point, or on many.
struct ChargerStatistics: Equatable, Sendable {
    var connected = 0
    var registered = 0
    /// Connectors with a transaction.
    var charging = 0
    /// Calls sent, answered, answered with an error, and not answered in time.
    var sent = 0
    var answered = 0
    var errors = 0
    var unanswered = 0
    /// Transaction messages that were sent again, and those that were given up.
    var repeated = 0
    var lost = 0
    /// Tags that the central system did not accept.
    var refusedTags = 0
    /// Calls of the central system.
    var operations = 0
    var started = 0
    var stopped = 0
    /// Connections that could not be made, and that ended without our doing.
    var failedConnects = 0
    var disconnects = 0
    /// Messages that broke the protocol or that nobody waited for.
    var unexpected = 0
    var ended = 0
    var failed = 0

    private static let members: [any WritableKeyPath<ChargerStatistics, Int> & Sendable] = [
        \.connected, \.registered, \.charging, \.sent, \.answered, \.errors, \.unanswered, \.repeated, \.lost,
        \.refusedTags, \.operations, \.started, \.stopped, \.failedConnects, \.disconnects, \.unexpected, \.ended,
        \.failed,
    ]

    mutating func add(_ other: ChargerStatistics) {
        for member in Self.members { self[keyPath: member] += other[keyPath: member] }
    }
}
