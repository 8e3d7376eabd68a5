import OCPP

/// What a whole fleet does, chosen by `--scenario`.
enum Scenario: Equatable, Sendable {
    /// Idles and charges at random, for ever.
    case fleet
    /// One charge on connector 1, then the end.
    case charge(ChargeGoal)
    /// Connects, boots and sends heartbeats.
    case idle
    /// As fleet, over a link that breaks, so that transaction messages are repeated.
    case flaky
    /// As fleet, with a fault before every second charge.
    case faults
    case script([Step])

    static let names = ["fleet", "charge", "idle", "flaky", "faults"]

    /// Whether every charge point comes to an end by itself.
    var ends: Bool {
        switch self {
        case .fleet, .idle, .flaky, .faults: false
        case .charge: true
        case .script(let steps): !steps.contains(.loop)
        }
    }

    /// The chance that the socket breaks just after a transaction message was sent.
    var dropAfterSendProbability: Double {
        self == .flaky ? 0.05 : 0
    }

    func sources(connectors: Int, habits: RandomDriver.Habits) -> [StepSource] {
        switch self {
        case .fleet:
            return drivers(connectors, habits)
        case .flaky:
            return drivers(connectors, habits) + [.badLink(seconds: 5...60, isDown: false)]
        case .faults:
            var habits = habits
            habits.faultProbability = 0.5
            return drivers(connectors, habits)
        case .idle:
            return [.list([.boot])]
        case .charge(let goal):
            return [.list(Self.oneCharge(goal))]
        case .script(let steps):
            return [.list(steps)]
        }
    }

    private func drivers(_ connectors: Int, _ habits: RandomDriver.Habits) -> [StepSource] {
        guard connectors > 0 else { return [] }
        return (1...connectors).map { .driver(RandomDriver(connector: $0, habits: habits)) }
    }

    private static func oneCharge(_ goal: ChargeGoal) -> [Step] {
        [
            .boot, .plug(connector: 1), .authorize(nil), .expect(.verdict(.accepted)), .start(connector: 1, nil),
            .expect(.verdict(.accepted)), .charge(connector: 1, goal), .stop(connector: 1, .local),
            .unplug(connector: 1), .expect(.status(connector: 1, .available, within: .seconds(5))),
        ]
    }
}
