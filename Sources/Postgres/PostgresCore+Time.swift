extension PostgresCore {
    /// Makes sure that ``timerFired()`` runs at this moment or before.
    func schedule(_ instant: ContinuousClock.Instant) {
        if let timer, timer <= instant { return }
        timer = instant
        loop.setTimer(instant)
    }

    func timerFired() {
        timer = nil
        let now = ContinuousClock.now
        if let drained, drained.deadline <= now {
            self.drained = nil
            drained.answer(.success(()))
        }
        expireShared(now)
        expireExclusive(now)
        expireConnections(now)
        reconnect(now)
        checkDrained()
        if let drained { schedule(drained.deadline) }
        publish()
    }

    /// Statements whose deadline has passed, and connections on which nothing moves any more.
    private func expireConnections(_ now: ContinuousClock.Instant) {
        for connection in Array(connections.values) where !connection.segments.isEmpty {
            if connection.role != .exclusive || !connection.isReady {
                let limit = connection.lastProgress + stallLimit
                guard limit > now else {
                    drop(connection, PostgresError(.connectionLost, "the database has stopped answering"))
                    continue
                }
                schedule(limit)
            }
            expireStatements(connection, now)
            stopAbandoned(on: connection, now)
        }
    }

    /// PostgreSQL ends statements on shared connections itself; beyond that the other side must be dead.
    private var stallLimit: Duration { configuration.statementTimeout + configuration.connectTimeout }

    private func expireStatements(_ connection: Connection, _ now: ContinuousClock.Instant) {
        var hasExpired = false
        connection.segments.forEach { segment in
            guard let waiter = segment.request?.waiter, !waiter.isAnswered else { return }
            guard waiter.deadline <= now else { return schedule(waiter.deadline) }
            hasExpired = true
            var error = PostgresError(.deadlineExceeded, "the database has not answered within the deadline")
            error.outcomeUnknown = true
            metrics.failed(error)
            waiter.fail(error)
        }
        if hasExpired, connection.role == .exclusive { cancelAndDrop(connection) }
    }
}
