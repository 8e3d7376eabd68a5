/// One place for a shared connection, and how it is being filled.
struct SharedSlot {
    enum State {
        case connecting
        case connected(Connection)
        case waiting(until: ContinuousClock.Instant)
    }

    var state = State.connecting
    var backoff: Backoff

    init(_ range: ClosedRange<Duration>) {
        backoff = Backoff(range)
    }

    var connection: Connection? {
        guard case .connected(let connection) = state else { return nil }
        return connection
    }

    var isConnected: Bool { connection != nil }
}

extension PostgresCore {
    func accept(_ request: Request) {
        guard !request.waiter.isCancelled else { return request.waiter.answer(.failure(CancellationError())) }
        guard phase == .idle || phase == .running else {
            return request.waiter.fail(PostgresError(.closed, "the client has ended"))
        }
        if waiting.isEmpty, let connection = leastLoaded() {
            forward(request, to: connection)
        } else {
            guard waiting.count - answeredWaiting < configuration.waiterLimit else {
                board.update { $0.refusedStatements += 1 }
                return refuse(request.waiter)
            }
            waiting.append(request)
            publish()
        }
        schedule(request.waiter.deadline)
    }

    func refuse<Value>(_ waiter: Waiter<Value>) {
        let error = PostgresError(.tooManyWaiters, "too many statements are waiting for the database")
        metrics.failed(error)
        waiter.fail(error)
    }

    /// The task was cancelled: whoever waits goes away at once, sent or not. A late answer on a shared connection is ignored;
    /// a statement that goes on for long is stopped.
    func cancel(_ waiter: Waiter<[PostgresRows]>) {
        guard !waiter.isAnswered else { return }
        waiter.answer(.failure(CancellationError()))
        let leased = exclusive.connection { connection in
            var isFound = false
            connection.segments.forEach { isFound = isFound || $0.request?.waiter === waiter }
            return isFound
        }
        if let leased { return cancelAndDrop(leased) }
        answeredWaiting = waiting.filterCount { $0.waiter.isAnswered }
        purgeWaiting()
        stopAbandoned()
    }

    /// Sends what waits, as far as the connections' pipelines have room.
    func dispatch() {
        guard !waiting.isEmpty else { return }
        while let connection = leastLoaded(), let request = waiting.popFirst() {
            guard !request.waiter.isAnswered else {
                answeredWaiting = max(0, answeredWaiting - 1)
                continue
            }
            forward(request, to: connection)
        }
        publish()
    }

    private func forward(_ request: Request, to connection: Connection) {
        guard connection.sendDiscarded(atLeast: 16) else {
            request.waiter.fail(connection.lostError())
            return lose(connection)
        }
        send(.answering(request), request.statements, on: connection)
    }

    private func leastLoaded() -> Connection? {
        var best: Connection?
        for slot in slots {
            guard let connection = slot.connection, connection.depth < configuration.pipelineDepth else { continue }
            if connection.depth < best?.depth ?? .max { best = connection }
        }
        return best
    }

    private func purgeWaiting() {
        guard answeredWaiting * 2 > waiting.count else { return }
        waiting.removeAll { $0.waiter.isAnswered }
        answeredWaiting = 0
    }

    // MARK: Connecting

    func connectShared(_ slot: Int) {
        slots[slot].state = .connecting
        connect(.shared(slot: slot))
    }

    func connect(_ role: Connection.Role) {
        connector.connect { [weak self] result in
            guard let self else { return Connector.discard(result) }
            enter { core in
                switch result {
                case .success(let established): core.adopt(established, role: role)
                case .failure(let error): core.failedToConnect(role, error)
                }
            }
        }
    }

    func sharedBecameReady(_ connection: Connection, _ slot: Int) {
        slots[slot].state = .connected(connection)
        slots[slot].backoff.reset()
        dispatch()
    }

    func sharedWasLost(_ slot: Int, _ error: PostgresError) {
        let moment = ContinuousClock.now + slots[slot].backoff.next()
        slots[slot].state = .waiting(until: moment)
        if phase != .closed { schedule(moment) }
    }

    func reconnect(_ now: ContinuousClock.Instant) {
        guard phase == .running else { return }
        for slot in slots.indices {
            guard case .waiting(let moment) = slots[slot].state else { continue }
            if moment <= now { connectShared(slot) } else { schedule(moment) }
        }
        serveExclusive()
        connectListenerIfNeeded()
    }

    /// Those whose deadline passed before they were sent: nothing has happened.
    func expireShared(_ now: ContinuousClock.Instant) {
        guard !waiting.isEmpty else { return }
        let reason = board.current.lastConnectError
        var earliest: ContinuousClock.Instant?
        waiting.forEach { request in
            guard !request.waiter.isAnswered else { return }
            guard request.waiter.deadline <= now else {
                earliest = min(earliest ?? request.waiter.deadline, request.waiter.deadline)
                return
            }
            let error = PostgresError.notSent(reason)
            metrics.failed(error)
            request.waiter.fail(error)
        }
        waiting.removeAll { $0.waiter.isAnswered }
        answeredWaiting = 0
        if let earliest { schedule(earliest) }
    }
}

extension PostgresError {
    static func notSent(_ reason: String?) -> PostgresError {
        let because = reason.map { ": \($0)" } ?? ""
        return PostgresError(.deadlineExceeded, "no connection to the database was free within the deadline\(because)")
    }
}
