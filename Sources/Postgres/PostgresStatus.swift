import Synchronization

/// What a client is doing right now, for health checks and the debug page.
public struct PostgresStatus: Sendable, Equatable {
    public var sharedConnected = 0
    public var sharedLimit = 0
    public var exclusiveOpen = 0
    public var exclusiveLeased = 0
    public var exclusiveLimit = 0
    /// Statements that wait for a shared connection.
    public var waiting = 0
    /// Statements that were sent and not answered yet.
    public var inFlight = 0
    /// Transactions and cursors that wait for an exclusive connection.
    public var waitingForExclusive = 0
    /// Connections that were lost since the start.
    public var lostConnections = 0
    /// How many may wait, each for a shared and for an exclusive connection.
    public var waiterLimit = 0
    /// Refused since the start because too many waited.
    public var refusedStatements = 0
    public var refusedTransactions = 0
    /// What waits for one of the few threads that connect, or that tell PostgreSQL to stop a statement.
    public var connects = BlockingQueue()
    public var cancels = BlockingQueue()
    /// Why the last attempt to connect failed; nil after a success.
    public var lastConnectError: String?

    public var isConnected: Bool { sharedConnected > 0 }
}

/// What waits for a few threads of its own.
public struct BlockingQueue: Sendable, Equatable {
    public var depth = 0
    public var limit = 0
    /// Since the start.
    public var refused = 0
}

/// The one place where the loop writes the status and anybody reads it without waiting for the loop.
final class StatusBoard: Sendable {
    private let status: Mutex<PostgresStatus>
    /// Changes with every statement, unlike the rest.
    private let inFlight = Atomic<Int>(0)

    init(_ status: PostgresStatus) {
        self.status = Mutex(status)
    }

    var current: PostgresStatus {
        var current = status.withLock { $0 }
        current.inFlight = inFlight.load(ordering: .relaxed)
        return current
    }

    func setInFlight(_ count: Int) {
        inFlight.store(count, ordering: .relaxed)
    }

    func update(_ change: (inout PostgresStatus) -> Void) {
        status.withLock { change(&$0) }
    }
}
