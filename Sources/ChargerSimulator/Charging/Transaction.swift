import JSON
import OCPP

/// The charge point's own name of a transaction, known before the central system has given it a number.
struct TransactionKey: Hashable, Sendable {
    var number: Int
}

/// A pause in the flow of energy.
struct Suspension: Equatable, Sendable {
    enum Cause: Equatable, Sendable { case vehicle, station }

    var cause: Cause
    var until: Timestamp
}

/// A transaction that runs on a connector.
struct Transaction: Equatable, Sendable {
    let key: TransactionKey
    let idTag: IdTag
    let startedAt: Timestamp
    /// Whether nobody but the central system asked for it; then nobody's script unplugs either.
    let isRemote: Bool
    var flow: EnergyFlow
    var suspension: Suspension?
    var nextSample: Timestamp
    /// What the connector's register showed when it began, in Wh.
    var registerAtStart = 0.0
    private(set) var advancedTo: Timestamp

    init(
        key: TransactionKey, idTag: IdTag, startedAt: Timestamp, isRemote: Bool, vehicle: Vehicle, nextSample: Timestamp
    ) {
        self.key = key
        self.idTag = idTag
        self.startedAt = startedAt
        self.isRemote = isRemote
        self.flow = EnergyFlow(vehicle: vehicle)
        self.nextSample = nextSample
        self.advancedTo = startedAt
    }

    /// Wh that flowed since the last call. A suspension that ends in between is taken into account.
    mutating func advance(to now: Timestamp, speed: Double) -> Double {
        guard now > advancedTo else { return 0 }
        var from = advancedTo
        advancedTo = now
        if let suspension {
            guard now >= suspension.until else { return 0 }
            from = max(from, suspension.until)
            self.suspension = nil
            flow.pause()
        }
        return flow.advance(seconds: from.duration(to: now).seconds * speed)
    }

    func has(reached goal: ChargeGoal, since begin: Timestamp, at now: Timestamp) -> Bool {
        switch goal {
        case .duration(let duration): begin.advanced(by: duration) <= now || flow.isFull
        case .stateOfCharge(let share): flow.stateOfCharge >= share
        case .energy(let energy): flow.delivered >= energy || flow.isFull
        }
    }
}

extension Duration {
    /// Whole and broken seconds as a floating-point number, for physics.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
