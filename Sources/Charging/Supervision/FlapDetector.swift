package import JSON

/// Notices a station that connects again and again: more often than so many times within so many minutes.
package struct FlapDetector: Sendable, Hashable {
    package static let tolerated = 5
    package static let window = Duration.seconds(300)

    private var recent: [Timestamp] = []

    package init() {}

    /// Whether this connection is one too many.
    package mutating func connected(at now: Timestamp) -> Bool {
        recent.append(now)
        recent.removeFirst(max(0, recent.count - Self.tolerated - 1))
        return recent.count > Self.tolerated && recent[0].advanced(by: Self.window) > now
    }
}
