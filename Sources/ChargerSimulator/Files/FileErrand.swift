import JSON

/// What an operation says of how often a file is tried for.
struct FileErrand: Equatable, Sendable {
    /// Where the operation leaves the number to the charge point.
    private static let usualTries = 3
    private static let mostTries = 20
    private static let usualPause = 5
    private static let longestPause = 86_400

    let location: String
    private(set) var triesLeft: Int
    private let pause: Duration

    /// - Parameter retries: how often at most; at least once.
    init(location: String, retries: Int?, retryInterval: Int?) {
        self.location = location
        triesLeft = min(max(retries ?? Self.usualTries, 1), Self.mostTries)
        pause = .seconds(min(max(retryInterval ?? Self.usualPause, 0), Self.longestPause))
    }

    mutating func countTry() { triesLeft -= 1 }

    /// When to try again; nil: no more.
    func nextTry(after now: Timestamp) -> Timestamp? {
        triesLeft > 0 ? now.advanced(by: pause) : nil
    }
}
