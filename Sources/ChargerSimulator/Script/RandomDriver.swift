import OCPP

/// Drivers who come and go at one connector for ever: each round is a pause, a charge and sometimes a mishap.
struct RandomDriver: Sendable {
    /// How lively a connector is.
    struct Habits: Equatable, Sendable {
        /// Share of the time in which a car is charging, 0…1.
        var busyShare = 0.5
        /// Seconds of one charge.
        var chargeSeconds: ClosedRange<Double> = 60...600
        /// Chance of a fault before a charge.
        var faultProbability = 0.02
        /// Chance that the car interrupts the flow once.
        var suspensionProbability = 0.15
    }

    let connector: Int
    let habits: Habits
    private var round: [Step] = [.boot]
    private var isFirstRound = true

    private static let faults: [OCPP16.ChargePointErrorCode] = [
        .groundFailure, .connectorLockFailure, .overCurrentFailure, .highTemperature, .readerFailure,
    ]

    init(connector: Int, habits: Habits) {
        self.connector = connector
        self.habits = habits
    }

    mutating func next(using random: inout SeededRandom) -> Step {
        if round.isEmpty { plan(using: &random) }
        return round.removeFirst()
    }

    private mutating func plan(using random: inout SeededRandom) {
        round.append(.wait(pause(using: &random)))
        if random.happens(habits.faultProbability) {
            let code = Self.faults.randomElement(using: &random) ?? .otherError
            round += [
                .fault(connector: connector, code), .wait(random.seconds(8...60)), .recover(connector: connector),
            ]
        }
        round += [
            .plug(connector: connector), .wait(random.seconds(0.5...4)), .authorize(nil),
            .start(connector: connector, nil),
        ]
        var charge = Double.random(in: habits.chargeSeconds, using: &random)
        if random.happens(habits.suspensionProbability) {
            let before = charge * 0.4
            charge -= before
            round += [
                .charge(connector: connector, .duration(.milliseconds(Int64(before * 1000)))),
                .suspend(connector: connector, by: random.happens(0.7) ? .vehicle : .station, random.seconds(5...40)),
            ]
        }
        round += [.charge(connector: connector, .duration(.milliseconds(Int64(charge * 1000))))]
        // One in five just pulls the cable, where the car allows it.
        if random.happens(0.8) {
            round += [.stop(connector: connector, .local), .wait(random.seconds(2...20))]
        }
        round += [.unplug(connector: connector)]
    }

    private mutating func pause(using random: inout SeededRandom) -> Duration {
        let busy = min(0.98, max(0.02, habits.busyShare))
        let mean = (habits.chargeSeconds.lowerBound + habits.chargeSeconds.upperBound) / 2 * (1 - busy) / busy
        guard isFirstRound else { return random.seconds(0.5 * mean...1.5 * mean) }
        isFirstRound = false
        // As many as will be busy plug in within the first minute, so that there is something to see; not all at once.
        return random.seconds(0...(random.happens(busy) ? min(mean, 60) : mean))
    }
}
