/// The connections that are lent to one transaction or cursor at a time.
struct ExclusivePool {
    enum Lease {
        case live(Connection)
        /// The connection is gone while its borrower still holds the lease.
        case broken(PostgresError)
    }

    private let limit: Int
    var backoff: Backoff
    var pausedUntil: ContinuousClock.Instant?
    var opening = 0
    var idle: [Connection] = []
    var leases: [UInt64: Lease] = [:]
    var waiters = Deque<Waiter<UInt64>>()

    init(limit: Int, backoff range: ClosedRange<Duration>) {
        self.limit = max(1, limit)
        backoff = Backoff(range)
    }

    var openCount: Int { idle.count + liveCount }
    var waitingCount: Int { waiters.filterCount { !$0.isAnswered } }
    var canOpen: Bool { openCount + opening < limit }

    private var liveCount: Int {
        leases.values.count { if case .live = $0 { true } else { false } }
    }

    func connection(where matches: (Connection) -> Bool) -> Connection? {
        for case .live(let connection) in leases.values where matches(connection) { return connection }
        return nil
    }

    mutating func failWaiters(_ error: PostgresError) {
        while let waiter = waiters.popFirst() { waiter.fail(error) }
    }
}

extension PostgresCore {
    /// Statements that one borrower may have under way on its connection.
    private static let exclusiveDepthLimit = 1_024

    func lease(_ waiter: Waiter<UInt64>) {
        guard !waiter.isCancelled else { return waiter.answer(.failure(CancellationError())) }
        guard phase == .idle || phase == .running else {
            return waiter.fail(PostgresError(.closed, "the client has ended"))
        }
        guard exclusive.waiters.count < configuration.waiterLimit else {
            board.update { $0.refusedTransactions += 1 }
            return refuse(waiter)
        }
        exclusive.waiters.append(waiter)
        schedule(waiter.deadline)
        serveExclusive()
    }

    func cancel(_ waiter: Waiter<UInt64>) {
        waiter.answer(.failure(CancellationError()))
        exclusive.waiters.removeAll { $0 === waiter }
    }

    func accept(_ request: Request, lease: UInt64) {
        guard !request.waiter.isCancelled else { return request.waiter.answer(.failure(CancellationError())) }
        switch exclusive.leases[lease] {
        case .live(let connection):
            guard connection.depth < Self.exclusiveDepthLimit else {
                board.update { $0.refusedStatements += 1 }
                return refuse(request.waiter)
            }
            send(.answering(request), request.statements, on: connection)
            schedule(request.waiter.deadline)
        case .broken(let error): request.waiter.fail(error)
        case nil: request.waiter.fail(PostgresError(.closed, "the transaction has ended"))
        }
    }

    /// A connection on which something is still open is not lent again.
    func release(_ lease: UInt64) {
        defer { checkDrained() }
        guard case .live(let connection) = exclusive.leases.removeValue(forKey: lease) else { return serveExclusive() }
        if connection.isIdleOutsideTransaction, connection.sendDiscarded(atLeast: 1), phase != .closed {
            exclusive.idle.append(connection)
        } else {
            drop(connection, PostgresError(.closed, "the transaction was left open"))
        }
        serveExclusive()
    }

    func serveExclusive() {
        while let waiter = nextExclusiveWaiter() {
            if let connection = exclusive.idle.popLast() {
                _ = exclusive.waiters.popFirst()
                let id = makeID()
                exclusive.leases[id] = .live(connection)
                waiter.answer(.success(id))
                continue
            }
            guard phase == .running, exclusive.canOpen, exclusive.opening < exclusive.waiters.count else { break }
            if let pause = exclusive.pausedUntil, pause > .now {
                schedule(pause)
                break
            }
            exclusive.opening += 1
            connect(.exclusive)
        }
        publish()
    }

    private func nextExclusiveWaiter() -> Waiter<UInt64>? {
        while !exclusive.waiters.isEmpty {
            let first = exclusive.waiters[0]
            guard first.isAnswered else { return first }
            _ = exclusive.waiters.popFirst()
        }
        return nil
    }

    func exclusiveBecameReady(_ connection: Connection) {
        exclusive.opening -= 1
        exclusive.backoff.reset()
        exclusive.pausedUntil = nil
        exclusive.idle.append(connection)
        serveExclusive()
    }

    func exclusiveFailedToOpen(_ error: PostgresError) {
        exclusive.opening -= 1
        let pause = ContinuousClock.now + exclusive.backoff.next()
        exclusive.pausedUntil = pause
        schedule(pause)
    }

    func exclusiveWasLost(_ connection: Connection, _ error: PostgresError) {
        if let index = exclusive.idle.firstIndex(where: { $0 === connection }) {
            exclusive.idle.remove(at: index)
        } else if let lease = leaseID(of: connection) {
            var error = error
            error.outcomeUnknown = false
            exclusive.leases[lease] = .broken(error)
        } else if !connection.isReady {
            // It was lost before its settings were in force.
            exclusiveFailedToOpen(error)
        }
        serveExclusive()
    }

    private func leaseID(of connection: Connection) -> UInt64? {
        exclusive.leases.first { if case .live(let leased) = $0.value { leased === connection } else { false } }?.key
    }

    func expireExclusive(_ now: ContinuousClock.Instant) {
        guard !exclusive.waiters.isEmpty else { return }
        let reason = board.current.lastConnectError
        exclusive.waiters.forEach { waiter in
            guard waiter.deadline <= now else { return schedule(waiter.deadline) }
            waiter.fail(.notSent(reason))
        }
        exclusive.waiters.removeAll { $0.isAnswered }
    }

    // MARK: Cancelling

    /// Nobody waits any more for what this connection does: PostgreSQL is asked to stop it and the connection ends, which rolls
    /// its transaction back.
    ///
    /// It is not used again, because a cancel request may arrive late and would hit the next statement.
    func cancelAndDrop(_ connection: Connection) {
        let handle = connection.cancelHandle().map { Connector.CancelHandle($0) }
        let error = PostgresError(.queryCanceled, "the transaction was cancelled")
        drop(connection, error, closing: false)
        let id = connection.id
        ending[id] = connection
        let isStarted = cancellers.run { [weak self] in
            if let handle { Connector.sendCancel(handle) }
            self?.enter { $0.ending.removeValue(forKey: id)?.close() }
        }
        if !isStarted { ending.removeValue(forKey: id)?.close() }
    }
}
