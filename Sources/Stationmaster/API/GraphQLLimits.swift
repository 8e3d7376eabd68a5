/// What one API client may send and hold.
enum GraphQLLimits {
    static let maximumBodyBytes = 1 << 20
    /// Of those who have not signed in: what they may ask is short.
    static let bodyBytesOfNobody = 16 << 10
    /// Operations of one socket at a time.
    static let operationsPerSocket = 200
    /// A socket that has not sent `connection_init` by then is closed with 4408.
    static let initialisationTimeout: Duration = .seconds(10)
    static let requestDeadline: Duration = .seconds(30)
    /// What may wait for a subscriber that does not read; with more its subscription is ended.
    static let subscriberBacklogBytes = 256 << 10
    /// How long the client of an event stream may read nothing of what waits before its connection is closed.
    static let streamPatience: Duration = .seconds(15)
    static let streamKeepAliveInterval: Duration = .seconds(15)
    static let streamCheckInterval: Duration = .seconds(3)
    /// How often living subscriptions are checked against their tokens and roles.
    static let rightsCheckInterval: Duration = .seconds(5)
}
