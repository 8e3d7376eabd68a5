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
    /// Why the last attempt to connect failed; nil after a success.
    public var lastConnectError: String?

    public var isConnected: Bool { sharedConnected > 0 }
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
