import CLibPQ

/// One connection in pipeline mode: sends segments that end with a Sync and reads their answers in the same order.
///
/// It never waits and belongs to the loop's thread. What an answer means for the caller is decided by ``PostgresCore``.
final class Connection {
    enum Role: Equatable {
        case shared(slot: Int)
        case exclusive
        case listener
    }

    let id: UInt64
    let role: Role
    /// Given by the loop once it watches the socket.
    var watchToken: UInt64 = 0
    var isWatchedForWrites = false
    /// Its settings are in force: it is used, or free to be.
    var isReady = false
    /// A request to stop what it does is on its way to the server, and when the last one was made.
    var isBeingStopped = false
    var stoppedAt: ContinuousClock.Instant?
    var cache: StatementCache
    private(set) var segments = Deque<Segment>()
    private(set) var lastProgress: ContinuousClock.Instant = .now
    private(set) var wantsWrites = false
    private var pointer: OpaquePointer?

    /// Takes over an established connection and puts it into pipeline mode.
    init?(adopting pointer: OpaquePointer, id: UInt64, role: Role, cacheLimit: Int) {
        self.pointer = pointer
        self.id = id
        self.role = role
        cache = StatementCache(limit: cacheLimit)
        // The default processor prints to standard error.
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
        guard PQsetnonblocking(pointer, 1) == 0, PQenterPipelineMode(pointer) == 1 else {
            close()
            return nil
        }
    }

    deinit {
        close()
    }

    var isShared: Bool { if case .shared = role { true } else { false } }
    var descriptor: Int32 { PQsocket(pointer) }
    var depth: Int { segments.count }
    /// The server's view, known only while nothing is under way.
    var isIdleOutsideTransaction: Bool { segments.isEmpty && PQtransactionStatus(pointer) == PQTRANS_IDLE }

    /// What is needed to ask the server to cancel what it does; libpq allows its use on any thread.
    func cancelHandle() -> OpaquePointer? { PQgetCancel(pointer) }

    func close() {
        PQfinish(pointer)
        pointer = nil
    }

    func lostError() -> PostgresError { PostgresError(.connectionLost, connection: pointer) }

    // MARK: Sending

    /// False when libpq refused: the connection is unusable, and the segment is among those that will not be answered.
    func send(_ purpose: Segment.Purpose, _ statements: [PreparableStatement], attempt: Int = 1) -> Bool {
        if segments.isEmpty { lastProgress = .now }
        var segment = Segment(purpose, statements: statements, attempt: attempt)
        var isQueued = true
        for (index, statement) in statements.enumerated() where isQueued {
            // Long statements are written from in here, so that a dead socket is noticed before all of them are queued.
            isQueued = queue(statement, index, into: &segment)
        }
        segments.append(segment)
        return isQueued && PQpipelineSync(pointer) == 1 && flush()
    }

    /// Tells the server to forget statements that fell out of the cache; only outside transactions.
    func sendDiscarded(atLeast threshold: Int) -> Bool {
        guard cache.discarded.count >= threshold else { return true }
        var segment = Segment(.forgetStatements)
        for name in cache.takeDiscarded() {
            guard PQsendQueryParams(pointer, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 1) == 1 else { return false }
            segment.steps.append(.deallocate(name))
        }
        segments.append(segment)
        return PQpipelineSync(pointer) == 1 && flush()
    }

    private func queue(_ statement: PreparableStatement, _ index: Int, into segment: inout Segment) -> Bool {
        guard statement.isPrepared else {
            segment.steps.append(.execute(index))
            return statement.parameters.withPointers { count, types, values, lengths, formats in
                PQsendQueryParams(pointer, statement.key.text, count, types, values, lengths, formats, 1) == 1
            }
        }
        let lookup = cache.use(statement.key)
        if lookup.isNew {
            segment.steps.append(.prepare(index, name: lookup.name))
            let types = statement.key.types
            guard PQsendPrepare(pointer, lookup.name, statement.key.text, Int32(types.count), types) == 1 else {
                return false
            }
        }
        segment.steps.append(.execute(index))
        return statement.parameters.withPointers { count, _, values, lengths, formats in
            PQsendQueryPrepared(pointer, lookup.name, count, values, lengths, formats, 1) == 1
        }
    }

    /// Writes what libpq has buffered, as far as the socket takes it; then `wantsWrites` says whether some is left.
    func flush() -> Bool {
        let left = PQflush(pointer)
        wantsWrites = left == 1
        return left >= 0
    }

    // MARK: Receiving

    /// Reads what has arrived and hands over the segments that are answered; false when the connection is lost.
    func receive(into completed: inout [Segment]) -> Bool {
        let isOpen = PQconsumeInput(pointer) == 1
        // Answers that arrived in the same read as the end of the connection still count.
        return readResults(into: &completed) && isOpen && PQstatus(pointer) == CONNECTION_OK
    }

    /// What will never be answered, when the connection is given up.
    func takeUnanswered() -> [Segment] {
        var unanswered: [Segment] = []
        while let segment = segments.popFirst() { unanswered.append(segment) }
        return unanswered
    }

    /// NOTIFY messages that came with what was read.
    func takeNotifications() -> [(channel: String, payload: String)] {
        var notifications: [(channel: String, payload: String)] = []
        while let notification = PQnotifies(pointer) {
            let channel = notification.pointee.relname.map { String(cString: $0) } ?? ""
            let payload = notification.pointee.extra.map { String(cString: $0) } ?? ""
            notifications.append((channel, payload))
            PQfreemem(notification)
        }
        return notifications
    }

    private func readResults(into completed: inout [Segment]) -> Bool {
        // libpq separates the results of two statements by one NULL; more than that would be a pipeline out of step.
        var nulls = 0
        while !segments.isEmpty, PQisBusy(pointer) == 0 {
            guard let result = PQgetResult(pointer) else {
                nulls += 1
                if nulls > 2 { return false }
                continue
            }
            nulls = 0
            let status = PQresultStatus(result)
            guard status == PGRES_PIPELINE_SYNC else {
                guard segments[0].take(result, status: status, cache: &cache) else { return false }
                continue
            }
            PQclear(result)
            lastProgress = .now
            guard let segment = segments.popFirst() else { return false }
            for name in segment.stillOnServer { cache.discard(name) }
            completed.append(segment)
        }
        return true
    }
}
