/// What a load run counted.
struct LoadCounters: Equatable, Sendable {
    /// Answers inside the window, and CALLERRORs among them.
    var answered = 0
    var errors = 0
    var mismatched = 0
    /// Connections that ended after they were ready, and those that never became it.
    var disconnects = 0
    var refused = 0
    var bootsNotAccepted = 0
    var tagsNotAccepted = 0
    var unanswered = 0
    var serverCalls = 0
    var ready = 0
    var latencies = LatencyHistogram()

    mutating func add(_ other: LoadCounters) {
        answered += other.answered
        errors += other.errors
        mismatched += other.mismatched
        disconnects += other.disconnects
        refused += other.refused
        bootsNotAccepted += other.bootsNotAccepted
        tagsNotAccepted += other.tagsNotAccepted
        unanswered += other.unanswered
        serverCalls += other.serverCalls
        ready += other.ready
        latencies.add(other.latencies)
    }

    /// Whether every call got its own answer on a connection that lasted.
    var isClean: Bool {
        mismatched == 0 && disconnects == 0 && refused == 0 && unanswered == 0 && errors == 0
    }
}
