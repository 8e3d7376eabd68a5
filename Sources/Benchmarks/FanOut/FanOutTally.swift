import Synchronization

/// Counts what the sockets of a run tell, with the moment of each arrival.
final class FanOutTally: Sendable {
    private struct State {
        var joined = 0
        var start = ContinuousClock.now
        var answered: Duration?
        var arrivals: [Duration] = []
        var failure: String?
    }

    private let state = Mutex(State())

    var joinedCount: Int { state.withLock { $0.joined } }

    func joined() { state.withLock { $0.joined += 1 } }

    /// The charger's frame is about to leave.
    func eventStarts(expecting count: Int) {
        state.withLock { state in
            state.arrivals.removeAll(keepingCapacity: true)
            state.arrivals.reserveCapacity(count)
            state.answered = nil
            state.start = .now
        }
    }

    /// The charger has its answer, which means that what it said is stored; the event is published next.
    func chargerAnswered() { state.withLock { $0.answered = .now - $0.start } }

    func arrived() { state.withLock { $0.arrivals.append(.now - $0.start) } }

    func failed(_ reason: String) { state.withLock { $0.failure = $0.failure ?? reason } }

    /// What is known of the running event: when the charger was answered, and the arrivals so far, earliest first.
    func event() throws -> (answered: Duration?, arrivals: [Duration]) {
        let (answered, arrivals, failure) = state.withLock { ($0.answered, $0.arrivals, $0.failure) }
        if let failure { throw FanOutFailure(description: failure) }
        return (answered, arrivals)
    }
}

struct FanOutFailure: Error, CustomStringConvertible {
    let description: String
}
