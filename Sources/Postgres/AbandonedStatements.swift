/// Statements on shared connections whose callers were cancelled: PostgreSQL is asked to stop them, so that they hold up
/// neither the database nor the statements behind them.
extension PostgresCore {
    /// Most statements end by themselves before this, and asking costs PostgreSQL a process.
    private static var patience: Duration { .milliseconds(200) }
    /// How late a request to stop may still hit the statement behind the one it was meant for.
    private static var lateness: Duration { .seconds(2) }

    func stopAbandoned() {
        let now = ContinuousClock.now
        for slot in slots { if let connection = slot.connection { stopAbandoned(on: connection, now) } }
    }

    func stopAbandoned(on connection: Connection, _ now: ContinuousClock.Instant) {
        // The first is the one under way.
        guard connection.isShared, let waiter = connection.segments.first?.request?.waiter, waiter.isCancelled,
            !connection.isBeingStopped
        else { return }
        // A request that comes before the server has begun with the statement has no effect, so it is repeated.
        let moment = max(connection.lastProgress, connection.stoppedAt ?? connection.lastProgress) + Self.patience
        guard moment <= now else { return schedule(moment) }
        guard let handle = connection.cancelHandle().map({ Connector.CancelHandle($0) }) else { return }
        let id = connection.id
        let isStarted = cancellers.run { [weak self] in
            Connector.sendCancel(handle)
            self?.enter { core in
                core.connections[id]?.isBeingStopped = false
                core.schedule(.now + Self.patience)
            }
        }
        guard isStarted else { return handle.free() }
        connection.isBeingStopped = true
        connection.stoppedAt = now
    }

    /// Whether the statement was stopped in place of the one before it. It is rolled back, so it may be sent again.
    func wasHitByAccident(_ segment: Segment, _ error: PostgresError, on connection: Connection) -> Bool {
        guard error.code == .queryCanceled, connection.isShared, let stoppedAt = connection.stoppedAt else {
            return false
        }
        return segment.attempt == 1 && segment.request?.waiter.isAnswered == false && .now - stoppedAt < Self.lateness
    }
}
