/// What is to be done later for charge points, each thing at its time.
///
/// One sleep serves all of it: a task that sleeps for each would cost as much as the charge point itself, and make the end of
/// every other task of its group slower.
struct Agenda: Sendable {
    enum Errand: Sendable {
        /// For all connectors at once.
        case askStatus
        /// For each connector that is missing still.
        case askMissingStatus
        case closeAbandonedSession(connector: Int)
    }

    struct Entry: Sendable {
        var station: StationID
        /// What is to be done ends with the charge point. It is not held here: thousands come and go, and a weak reference
        /// makes every use of an object slower for as long as it lives.
        var chargePoint: ObjectIdentifier
        var errand: Errand
    }

    static let step = Duration.milliseconds(250)

    /// By the step in which they are due.
    private var entries: [Int64: [Entry]] = [:]

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.values.reduce(0) { $0 + $1.count } }

    /// Times count from one moment of the agenda's owner.
    mutating func add(_ entry: Entry, at time: Duration) {
        entries[Self.steps(in: time, isRoundedUp: true), default: []].append(entry)
    }

    mutating func takeDue(at time: Duration) -> [Entry] {
        let now = Self.steps(in: time, isRoundedUp: false)
        let due = entries.keys.filter { $0 <= now }.sorted()
        return due.flatMap { entries.removeValue(forKey: $0) ?? [] }
    }

    private static func steps(in time: Duration, isRoundedUp: Bool) -> Int64 {
        let steps = (time / step).rounded(isRoundedUp ? .up : .down)
        return Int64(exactly: min(max(steps, 0), 1e15)) ?? 0
    }
}

/// Time since its making, on any clock.
struct Stopwatch: Sendable {
    let elapsed: @Sendable () -> Duration
    /// Returns at once when that much time has passed already.
    let sleep: @Sendable (_ elapsed: Duration) async throws -> Void

    init<C: Clock<Duration>>(_ clock: C) {
        let start = clock.now
        elapsed = { start.duration(to: clock.now) }
        sleep = { try await clock.sleep(until: start.advanced(by: $0), tolerance: nil) }
    }
}
