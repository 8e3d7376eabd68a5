import Synchronization

/// What a bad link is to do to the messages of one connection, for as long as it says.
package struct LinkFaults: Sendable, Equatable {
    package enum Direction: String, Sendable, CaseIterable {
        /// What the peer sends.
        case inbound
        case outbound
    }

    package enum Effect: Sendable, Equatable {
        case drop
        /// Comes twice, one right after the other.
        case duplicate
        /// Comes behind the one that follows it.
        case reorder
        /// Comes later, and so does what follows it: a link keeps its order.
        case delay(Duration)
    }

    package enum Occurrence: Sendable, Equatable {
        /// Between 0 and 1, for each message.
        case probability(Double)
        /// Every n-th message of the direction, beginning with the n-th.
        case every(Int)
    }

    package struct Rule: Sendable, Equatable {
        package var direction: Direction
        package var effect: Effect
        package var occurrence: Occurrence

        package init(_ direction: Direction, _ effect: Effect, _ occurrence: Occurrence) {
            self.direction = direction
            self.effect = effect
            self.occurrence = occurrence
        }
    }

    package var rules: [Rule]
    /// The same seed strikes the same messages.
    package var seed: UInt64
    package var duration: Duration

    package init(_ rules: [Rule], seed: UInt64 = 0, duration: Duration) {
        self.rules = rules
        self.seed = seed
        self.duration = duration
    }
}

/// How often each rule of a faulty link has struck, over all connections that met it.
package final class FaultTally: Sendable {
    private let counts: Mutex<[Int]>

    package init(rules: Int) { counts = Mutex(Array(repeating: 0, count: rules)) }

    package var strikes: [Int] { counts.withLock { $0 } }

    func struck(_ rule: Int) {
        counts.withLock { counts in
            if counts.indices.contains(rule) { counts[rule] &+= 1 }
        }
    }
}
