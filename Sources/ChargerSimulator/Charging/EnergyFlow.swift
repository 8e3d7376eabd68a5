/// Energy flowing into one vehicle: advances the battery along its curve and says what the meter would show.
///
/// Time is handed in; nothing here reads a clock.
struct EnergyFlow: Equatable, Sendable {
    private(set) var vehicle: Vehicle
    /// Wh delivered since the start.
    private(set) var delivered = 0.0
    /// W that may be taken at most; 0 interrupts the flow, nil leaves it to car and station.
    private(set) var limit: Double?
    /// Seconds since power began to rise; starts anew after a suspension.
    private var flowing = 0.0
    /// Longest step of the integration, in seconds.
    private static let step = 10.0
    /// More than this is not integrated at once: a day.
    private static let longest = 86_400.0

    init(vehicle: Vehicle) {
        self.vehicle = vehicle
    }

    var stateOfCharge: Double { vehicle.stateOfCharge }
    var isFull: Bool { vehicle.stateOfCharge >= 1 }
    /// W at this moment.
    var power: Double { power(after: flowing) }
    /// Whether a limit lets nothing through.
    var isHeldBack: Bool { limit == 0 }
    /// A in each phase at this moment.
    var current: Double { power / (vehicle.voltage * Double(vehicle.phases)) }
    /// V; sags a little under load, as cables make it do.
    var voltage: Double { vehicle.voltage - 0.05 * current }

    /// Lets so many seconds of charging pass; returns the Wh that flowed.
    mutating func advance(seconds: Double) -> Double {
        let before = delivered
        var remaining = min(max(0, seconds), Self.longest)
        while remaining > 0, !isFull, !isHeldBack {
            // The ramp is short, so it is walked in small steps.
            let slice = min(remaining, flowing < vehicle.curve.rampSeconds ? 1 : Self.step)
            let energy = power(after: flowing + slice / 2) * slice / 3600
            take(energy)
            flowing += slice
            remaining -= slice
        }
        return delivered - before
    }

    /// Power is 0 now, and rises along the ramp when it comes back.
    mutating func pause() {
        flowing = 0
    }

    /// Keeps to a limit from now on.
    mutating func follow(_ limit: PowerLimit?) {
        let watts = limit?.watts(for: vehicle)
        if watts == 0, !isHeldBack { pause() }
        self.limit = watts
    }

    private func power(after seconds: Double) -> Double {
        min(vehicle.curve.power(after: seconds, stateOfCharge: stateOfCharge), limit ?? .infinity)
    }

    private mutating func take(_ energy: Double) {
        let room = (1 - vehicle.stateOfCharge) * vehicle.capacity
        let taken = min(energy, room)
        delivered += taken
        vehicle.stateOfCharge = taken >= room ? 1 : vehicle.stateOfCharge + taken / vehicle.capacity
        // The last promille would take for ever along the taper; cars end there too.
        if vehicle.stateOfCharge > 0.9995 { vehicle.stateOfCharge = 1 }
    }
}
