/// Who listens to which channel, and the one connection that they share.
struct Listening {
    enum State {
        case none
        case connecting
        case connected(Connection)
        case waiting(until: ContinuousClock.Instant)
    }

    struct Subscriber {
        let continuation: AsyncStream<PostgresNotification>.Continuation
        let bufferLimit: Int
        /// Elements that pushed others out of the full buffer since the reader was last told to read its state.
        var overflows = 0
    }

    var state = State.none
    var backoff: Backoff
    private(set) var channels: [String: [UInt64: Subscriber]] = [:]
    private var inForce: Set<String> = []

    init(_ range: ClosedRange<Duration>) {
        backoff = Backoff(range)
    }

    /// True if the channel is new.
    mutating func add(_ subscriber: Subscriber, id: UInt64, to channel: String) -> Bool {
        let isNew = channels[channel] == nil
        channels[channel, default: [:]][id] = subscriber
        if inForce.contains(channel) { subscriber.continuation.yield(.listening) }
        return isNew
    }

    /// True if nobody listens to the channel any more.
    mutating func remove(_ id: UInt64, from channel: String) -> Bool {
        guard channels[channel]?.removeValue(forKey: id) != nil, channels[channel]?.isEmpty == true else {
            return false
        }
        channels[channel] = nil
        inForce.remove(channel)
        return true
    }

    mutating func isInForce(_ channel: String) {
        guard let subscribers = channels[channel] else { return }
        inForce.insert(channel)
        for subscriber in subscribers.values { subscriber.continuation.yield(.listening) }
    }

    mutating func wasLost() {
        inForce = []
    }

    mutating func deliver(_ notification: (channel: String, payload: String)) {
        guard let subscribers = channels[notification.channel] else { return }
        for (id, var subscriber) in subscribers {
            let result = subscriber.continuation.yield(.message(payload: notification.payload))
            guard case .dropped = result else { continue }
            // The reminder itself is pushed out after as many elements as the buffer holds, so it is repeated in time.
            if subscriber.overflows % max(1, subscriber.bufferLimit / 2) == 0 {
                subscriber.continuation.yield(.listening)
            }
            subscriber.overflows += 1
            channels[notification.channel]?[id] = subscriber
        }
    }

    mutating func finish() {
        for subscriber in channels.values.flatMap(\.values) { subscriber.continuation.finish() }
        channels = [:]
    }
}

extension PostgresCore {
    func listen(_ subscriber: Listening.Subscriber, id: UInt64, to channel: String) {
        guard phase == .idle || phase == .running else { return subscriber.continuation.finish() }
        let isNew = listening.add(subscriber, id: id, to: channel)
        if isNew, case .connected(let connection) = listening.state { sendListen(channel, on: connection) }
        connectListenerIfNeeded()
    }

    func stopListening(_ id: UInt64, to channel: String) {
        guard listening.remove(id, from: channel), case .connected(let connection) = listening.state else { return }
        let statement = Statement(trusted: "UNLISTEN \(channel.quotedIdentifier)")
        send(.unlisten, [PreparableStatement(checked: statement, isPrepared: false)], on: connection)
    }

    func connectListenerIfNeeded() {
        guard phase == .running, !listening.channels.isEmpty else { return }
        switch listening.state {
        case .connecting, .connected: return
        case .waiting(let moment) where moment > .now: return schedule(moment)
        case .none, .waiting: break
        }
        listening.state = .connecting
        connect(.listener)
    }

    func listenerBecameReady(_ connection: Connection) {
        listening.state = .connected(connection)
        listening.backoff.reset()
        for channel in listening.channels.keys { sendListen(channel, on: connection) }
    }

    func listenerWasLost(_ error: PostgresError) {
        listening.wasLost()
        let moment = ContinuousClock.now + listening.backoff.next()
        listening.state = .waiting(until: moment)
        schedule(moment)
    }

    private func sendListen(_ channel: String, on connection: Connection) {
        let statement = Statement(trusted: "LISTEN \(channel.quotedIdentifier)")
        send(.listen(channel: channel), [PreparableStatement(checked: statement, isPrepared: false)], on: connection)
    }
}

extension String {
    var quotedIdentifier: String {
        "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
