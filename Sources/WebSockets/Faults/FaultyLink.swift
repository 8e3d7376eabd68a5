import NIOCore

/// Stands between a connection and its owner, and does to their messages what a bad link does.
///
/// Lives on the connection's event loop, mends itself when its time is up, and then gives out what it still holds.
final class FaultyLink {
    typealias Delivery = (ByteBuffer) -> Void

    private struct Lane {
        /// Overtaken by the next message.
        var held: (message: ByteBuffer, deliver: Delivery)?
        /// In their order, each with the time at which it is let go.
        var delayed: [(due: NIODeadline, message: ByteBuffer, deliver: Delivery)] = []
    }

    /// Messages that wait in one direction; a link whose buffers are full loses what comes then.
    static let capacity = 256

    private let rules: [LinkFaults.Rule]
    private let tally: FaultTally
    private let eventLoop: any EventLoop
    private var dice: FaultDice
    private var lanes: [LinkFaults.Direction: Lane] = [:]
    private var end: Scheduled<Void>?
    private var isMended = false

    init(_ faults: LinkFaults, tally: FaultTally, eventLoop: any EventLoop, onEnd: @escaping () -> Void) {
        rules = faults.rules
        self.tally = tally
        self.eventLoop = eventLoop
        dice = FaultDice(faults)
        end = eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(faults.duration)) {
            self.mend()
            onEnd()
        }
    }

    /// Delivers at once, later, twice or never.
    func pass(_ message: ByteBuffer, _ direction: LinkFaults.Direction, _ deliver: @escaping Delivery) {
        guard !isMended else { return deliver(message) }
        var copies = 1
        var delay = Duration.zero
        var isOvertaken = false
        for place in dice.next(direction) {
            tally.struck(place)
            switch rules[place].effect {
            case .drop: copies = 0
            case .duplicate: copies *= 2
            case .reorder: isOvertaken = true
            case .delay(let time): delay += time
            }
        }
        guard copies > 0 else { return }
        let overtaken = lanes[direction, default: Lane()].held
        if isOvertaken, overtaken == nil {
            lanes[direction, default: Lane()].held = (message, deliver)
            return
        }
        lanes[direction]?.held = nil
        for _ in 0..<min(copies, 4) { send(message, direction, after: delay, deliver) }
        if let overtaken { send(overtaken.message, direction, after: .zero, overtaken.deliver) }
    }

    /// What it holds is given out at once, in the order in which it would have come.
    func mend() {
        guard !isMended else { return }
        isMended = true
        end?.cancel()
        end = nil
        for direction in LinkFaults.Direction.allCases {
            guard let lane = lanes.removeValue(forKey: direction) else { continue }
            for (_, message, deliver) in lane.delayed { deliver(message) }
            if let held = lane.held { held.deliver(held.message) }
        }
    }

    private func send(
        _ message: ByteBuffer, _ direction: LinkFaults.Direction, after delay: Duration, _ deliver: @escaping Delivery
    ) {
        let waiting = lanes[direction]?.delayed ?? []
        guard delay > .zero || !waiting.isEmpty else { return deliver(message) }
        guard waiting.count < Self.capacity else { return }
        let due = max(eventLoop.now + TimeAmount(delay), waiting.last?.due ?? eventLoop.now)
        lanes[direction, default: Lane()].delayed.append((due, message, deliver))
        eventLoop.assumeIsolated().scheduleTask(deadline: due) { self.release(direction) }
    }

    private func release(_ direction: LinkFaults.Direction) {
        guard let first = lanes[direction]?.delayed.first, first.due <= eventLoop.now else { return }
        lanes[direction]?.delayed.removeFirst()
        first.deliver(first.message)
    }
}
