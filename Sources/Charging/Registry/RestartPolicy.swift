package import JSON

/// How soon a station may come back after failures of ours, so that one poisonous charger does not spin.
///
/// The third failure within a minute refuses it for ten seconds; every further one doubles that, up to five minutes. Ten
/// minutes without a failure forget everything.
package struct RestartPolicy: Sendable, Hashable {
    package static let tolerated = 3
    package static let window = Duration.seconds(60)
    package static let firstWait = Duration.seconds(10)
    package static let longestWait = Duration.seconds(300)
    package static let memory = Duration.seconds(600)

    package private(set) var failures = 0
    package private(set) var refusedUntil: Timestamp?
    private var recent: [Timestamp] = []
    private var nextWait = RestartPolicy.firstWait

    package init() {}

    package mutating func failed(at now: Timestamp) {
        if let last = recent.last, last.advanced(by: Self.memory) <= now { nextWait = Self.firstWait }
        failures += 1
        recent.append(now)
        recent.removeFirst(max(0, recent.count - Self.tolerated))
        let isWorn = nextWait > Self.firstWait
        guard isWorn || recent.count == Self.tolerated && recent[0].advanced(by: Self.window) > now else { return }
        refusedUntil = now.advanced(by: nextWait)
        nextWait = min(nextWait * 2, Self.longestWait)
    }

    package func wait(at now: Timestamp) -> Duration? {
        guard let refusedUntil, refusedUntil > now else { return nil }
        return now.duration(to: refusedUntil)
    }
}
