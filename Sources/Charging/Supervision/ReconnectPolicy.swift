package import JSON

/// How often a charger that answers no calls is made to connect again: some answer again then, and the others are not to
/// be kept from charging by it.
///
/// The first time at once, then after ten minutes at the earliest, and twice as long each time up to six hours. A day
/// without it forgets everything.
package struct ReconnectPolicy: Sendable, Hashable {
    package static let firstWait = Duration.seconds(600)
    package static let longestWait = Duration.seconds(21_600)
    package static let memory = Duration.seconds(86_400)

    private var last: Timestamp?
    private var wait = ReconnectPolicy.firstWait

    package init() {}

    /// Whether to do it now.
    package mutating func isDue(at now: Timestamp) -> Bool {
        guard let last, last.advanced(by: Self.memory) > now else {
            self.last = now
            wait = Self.firstWait
            return true
        }
        guard last.advanced(by: wait) <= now else { return false }
        self.last = now
        wait = min(wait * 2, Self.longestWait)
        return true
    }
}
