import NIOCore

/// The chargers of one event loop.
final class FleetShard {
    private let eventLoop: any EventLoop
    private let surroundings: VirtualCharger.Surroundings
    private var chargers: [VirtualCharger] = []

    init(surroundings: VirtualCharger.Surroundings, on eventLoop: any EventLoop) {
        self.surroundings = surroundings
        self.eventLoop = eventLoop
    }

    /// Brings a charger up after so long.
    func add(_ machine: ChargerMachine, after pause: Duration) {
        let charger = VirtualCharger(machine: machine, surroundings: surroundings, on: eventLoop)
        chargers.append(charger)
        eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(pause)) { charger.connect() }
    }

    func statistics() -> ChargerStatistics {
        var sum = ChargerStatistics()
        for charger in chargers { sum.add(charger.statistics) }
        return sum
    }

    func stop() {
        for charger in chargers { charger.stop() }
    }

    func retire() {
        for charger in chargers { charger.retire() }
    }

    var unsettled: Int { chargers.count { !$0.machine.isSettled } }

    var isClosed: Bool { chargers.allSatisfy(\.isClosed) }
}
