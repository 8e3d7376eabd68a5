/// What comes before an execution, unless it is found in the cache.
public enum PreparationStage: String, Sendable {
    case parse, validate
    /// Finding the operation, coercing the variables, planning, and estimating the cost.
    case plan
}

/// Hears of each stage when it has ended.
public typealias StageObserver =
    @Sendable (PreparationStage, _ begun: ContinuousClock.Instant, _ ended: ContinuousClock.Instant) -> Void

/// What the host allows or wants for one request, beside what the client sent.
public struct RequestOptions: Sendable, Hashable {
    /// Whether `__schema` and `__type` may be asked for (chapter 4).
    public var allowsIntrospection: Bool
    /// Whether the response tells in `extensions.trace` what each field cost.
    public var isTraced: Bool
    /// How long the execution may take. When it has passed, the client gets an error with the code `LIMIT_EXCEEDED`, and
    /// resolvers that still run are cancelled.
    ///
    /// A request with a deadline never waits for a resolver that goes on although it is cancelled, neither when the time is
    /// up nor when the request's own task is cancelled. That costs a task for each request that loads something.
    public var deadline: Duration?

    public init(allowsIntrospection: Bool = true, isTraced: Bool = false, deadline: Duration? = nil) {
        self.allowsIntrospection = allowsIntrospection
        self.isTraced = isTraced
        self.deadline = deadline
    }
}
