import Logging

/// The client's state: connections, who waits, who listens. It runs on the loop's thread, so whatever it does, it never blocks.
///
/// Callers enter it with ``enter(_:)`` and are answered through a ``Waiter``; sockets and the timer enter it directly, since
/// they come from the same thread.
actor PostgresCore {
    enum Phase { case idle, running, draining, closed }

    nonisolated let loop = EpollLoop()
    nonisolated let board: StatusBoard
    nonisolated let metrics = PostgresMetrics()
    private let figures = StatementFigures()
    nonisolated let configuration: PostgresConfiguration
    let logger: Logger
    let connector: Connector
    let cancellers = BlockingThreads(name: "postgres-cancel", threadLimit: 2, queueLimit: 64)

    var phase = Phase.idle
    var connections: [UInt64: Connection] = [:]
    var slots: [SharedSlot]
    var waiting = Deque<Request>()
    /// Of those that wait, how many have been answered already (cancelled).
    var answeredWaiting = 0
    var exclusive: ExclusivePool
    var listening: Listening
    /// Connections that only wait for their cancel request to be delivered.
    var ending: [UInt64: Connection] = [:]
    private var nextID: UInt64 = 0
    var timer: ContinuousClock.Instant?
    var drained: Waiter<Void>?

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(_ configuration: PostgresConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        let threads = BlockingThreads(name: "postgres-connect", threadLimit: 4, queueLimit: 64)
        connector = Connector(configuration: configuration, threads: threads)
        board = StatusBoard(
            PostgresStatus(
                sharedLimit: configuration.sharedConnections, exclusiveLimit: configuration.exclusiveConnections,
                waiterLimit: configuration.waiterLimit))
        slots = (0..<max(1, configuration.sharedConnections)).map { _ in SharedSlot(configuration.reconnectBackoff) }
        exclusive = ExclusivePool(limit: configuration.exclusiveConnections, backoff: configuration.reconnectBackoff)
        listening = Listening(configuration.reconnectBackoff)
        loop.setTimerHandler { [weak self] in self?.assumeIsolated { $0.timerFired() } }
    }

    deinit {
        loop.stop()
    }

    /// Runs on the loop after everything that was handed over before.
    nonisolated func enter(_ body: @escaping @Sendable (isolated PostgresCore) -> Void) {
        loop.perform { self.assumeIsolated(body) }
    }

    func makeID() -> UInt64 {
        nextID += 1
        return nextID
    }

    // MARK: Life

    func start() throws {
        guard phase == .idle else { throw PostgresError(.closed, "the client runs already or has ended") }
        guard loop.isUsable else { throw PostgresError(.notConnected, "no file descriptors left") }
        phase = .running
        for slot in slots.indices { connectShared(slot) }
        serveExclusive()
        connectListenerIfNeeded()
    }

    /// Accepts no more statements and gives those under way some time, then closes every connection.
    func shutDown(grace: Duration) async {
        guard phase != .closed else { return }
        phase = .draining
        if grace > .zero, hasWork {
            let drained = Waiter<Void>(within: grace)
            self.drained = drained
            schedule(drained.deadline)
            _ = try? await drained.value(start: {}, stop: nil)  // both ends of the wait are followed by the same
        }
        phase = .closed
        let error = PostgresError(.closed, "the client has ended")
        while let request = waiting.popFirst() { request.waiter.fail(error) }
        exclusive.failWaiters(error)
        for connection in Array(connections.values) { drop(connection, error) }
        listening.finish()
        publish()
    }

    private var hasWork: Bool {
        waiting.count > answeredWaiting || !exclusive.leases.isEmpty
            || connections.values.contains { !$0.segments.isEmpty && $0.role != .listener }
    }

    func checkDrained() {
        if let drained, !hasWork {
            self.drained = nil
            drained.answer(.success(()))
        }
    }

    // MARK: Connections

    /// Watches the socket and puts the connection's settings in force; it is used when they are.
    func adopt(_ established: Connector.Established, role: Connection.Role) {
        guard let pointer = established.take(),
            let connection = Connection(
                adopting: pointer, id: makeID(), role: role, cacheLimit: configuration.statementCacheLimit)
        else { return failedToConnect(role, PostgresError(.notConnected, "libpq refused pipeline mode")) }
        guard phase == .running || phase == .draining else { return connection.close() }
        let id = connection.id
        connection.watchToken = loop.watch(connection.descriptor) { [weak self] _ in
            self?.assumeIsolated { $0.socketIsReady(id) }
        }
        connections[id] = connection
        send(.setup, [setupStatement(role)], on: connection)
        schedule(.now + configuration.connectTimeout)
    }

    private func setupStatement(_ role: Connection.Role) -> PreparableStatement {
        let idleTimeout = String(configuration.idleTransactionTimeout.wholeMilliseconds)
        var statement: Statement =
            "SELECT set_config('idle_in_transaction_session_timeout', \(idleTimeout)::text, false)"
        if case .shared = role {
            let timeout = String(configuration.statementTimeout.wholeMilliseconds)
            statement += ", set_config('statement_timeout', \(timeout)::text, false)"
        }
        return PreparableStatement(checked: statement, isPrepared: false)
    }

    func send(
        _ purpose: Segment.Purpose, _ statements: [PreparableStatement], on connection: Connection, attempt: Int = 1
    ) {
        guard connections[connection.id] != nil else {
            // An answer that came in the same read has ended it; nothing is sent.
            if case .answering(let request) = purpose { request.waiter.fail(connection.lostError()) }
            return
        }
        guard connection.send(purpose, statements, attempt: attempt) else { return lose(connection) }
        publishInFlight()
        updateWriteInterest(connection)
    }

    private func socketIsReady(_ id: UInt64) {
        guard let connection = connections[id] else { return }
        var completed: [Segment] = []
        let isOpen = connection.flush() && connection.receive(into: &completed)
        for segment in completed { complete(segment, on: connection) }
        for notification in connection.takeNotifications() { listening.deliver(notification) }
        if isOpen {
            updateWriteInterest(connection)
            stopAbandoned(on: connection, .now)
        } else {
            lose(connection)
        }
        dispatch()
        publishInFlight()
        checkDrained()
    }

    private func updateWriteInterest(_ connection: Connection) {
        guard connection.wantsWrites != connection.isWatchedForWrites else { return }
        connection.isWatchedForWrites = connection.wantsWrites
        loop.setWantsWrites(connection.wantsWrites, connection.descriptor, token: connection.watchToken)
    }

    private func complete(_ segment: Segment, on connection: Connection) {
        switch segment.purpose {
        case .answering(let request): answer(request, segment, on: connection)
        case .setup:
            if case .failure(let error) = segment.outcome { return drop(connection, error) }
            becameReady(connection)
        case .listen(let channel):
            if case .failure(let error) = segment.outcome { return drop(connection, error) }
            listening.isInForce(channel)
        case .unlisten, .forgetStatements: break
        }
    }

    private func answer(_ request: Request, _ segment: Segment, on connection: Connection) {
        switch segment.outcome {
        case .success(let rows):
            metrics.answered(rows.count)
            figures.answered(segment.statements, after: .now - request.waiter.submitted)
            request.waiter.answer(.success(rows))
            if segment.hasOpenedTransaction, connection.isShared {
                logger.error("a statement opened a transaction on a shared connection, which is closed therefore")
                drop(connection, PostgresError(.connectionLost, "a neighbour opened a transaction on the connection"))
            }
        case .failure(let error):
            if error.code == .statementInvalidated {
                for statement in segment.statements { connection.cache.forget(statement.key, isOnServer: true) }
                // Refused before it did anything, and its implicit transaction is rolled back: safe to repeat once.
                if connection.isShared, segment.attempt == 1, !request.waiter.isAnswered {
                    return send(segment.purpose, segment.statements, on: connection, attempt: 2)
                }
            }
            if wasHitByAccident(segment, error, on: connection) {
                return send(segment.purpose, segment.statements, on: connection, attempt: 2)
            }
            metrics.failed(error)
            request.waiter.fail(error)
        }
    }

    private func becameReady(_ connection: Connection) {
        connection.isReady = true
        board.update { $0.lastConnectError = nil }
        switch connection.role {
        case .shared(let slot): sharedBecameReady(connection, slot)
        case .exclusive: exclusiveBecameReady(connection)
        case .listener: listenerBecameReady(connection)
        }
        publish()
    }

    /// The connection ended by itself.
    func lose(_ connection: Connection) {
        guard connections[connection.id] != nil else { return }
        board.update { $0.lostConnections += 1 }
        metrics.connectionLost()
        logger.warning("lost a connection to the database", metadata: ["reason": "\(connection.lostError().message)"])
        drop(connection, connection.lostError())
    }

    /// Ends a connection and fails what it was doing; its place will be filled again.
    func drop(_ connection: Connection, _ error: PostgresError, closing: Bool = true) {
        guard connections.removeValue(forKey: connection.id) != nil else { return }
        loop.unwatch(connection.descriptor, token: connection.watchToken)
        for segment in connection.takeUnanswered() {
            segment.request?.waiter.fail(.lost(segment, error))
        }
        if closing { connection.close() }
        switch connection.role {
        case .shared(let slot): sharedWasLost(slot, error)
        case .exclusive: exclusiveWasLost(connection, error)
        case .listener: listenerWasLost(error)
        }
        publish()
    }

    func failedToConnect(_ role: Connection.Role, _ error: PostgresError) {
        let isNews = board.current.lastConnectError != error.message
        board.update { $0.lastConnectError = error.message }
        if isNews { logger.warning("cannot connect to the database", metadata: ["reason": "\(error.message)"]) }
        switch role {
        case .shared(let slot): sharedWasLost(slot, error)
        case .exclusive: exclusiveFailedToOpen(error)
        case .listener: listenerWasLost(error)
        }
    }

    func publish() {
        board.update { status in
            status.sharedConnected = slots.count { $0.isConnected }
            status.waiting = waiting.count - answeredWaiting
            status.exclusiveOpen = exclusive.openCount
            status.exclusiveLeased = exclusive.leases.count
            status.waitingForExclusive = exclusive.waitingCount
        }
        publishInFlight()
        metrics.record(board.current)
    }

    func publishInFlight() {
        board.setInFlight(connections.values.reduce(0) { $0 + $1.depth })
    }
}

extension PostgresError {
    /// For a statement that was sent and will not be answered.
    static func lost(_ segment: Segment, _ reason: PostgresError) -> PostgresError {
        var error = segment.error ?? reason
        error.code = reason.code == .closed ? .closed : .connectionLost
        error.outcomeUnknown = true
        return error
    }
}
