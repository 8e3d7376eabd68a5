/// What one API client may send and hold.
enum GraphQLLimits {
    static let maximumBodyBytes = 1 << 20
    /// Operations of one socket at a time.
    static let operationsPerSocket = 200
    /// A socket that has not sent `connection_init` by then is closed with 4408.
    static let initialisationTimeout: Duration = .seconds(10)
    static let requestDeadline: Duration = .seconds(30)
    /// Events that a subscription may fall behind before it is ended.
    static let eventBuffer = 1_024
    /// How often living subscriptions are checked against their tokens and roles.
    static let rightsCheckInterval: Duration = .seconds(5)
}
