import Charging
import JSON
import Synchronization
import WebSockets

/// Makes the links of chargers under test bad, each for a set time, over as many connections as it has meanwhile.
///
/// Kept in memory only: a restart mends every link.
final class FaultSwitch: Sendable {
    private struct Fault {
        var faults: LinkFaults
        var tally: FaultTally
        var until: ContinuousClock.Instant
    }

    /// Chargers whose links are bad at once.
    static let limit = 16
    private let table = Mutex<[ChargePointID: Fault]>([:])

    /// In place of what was asked for before. False when too many links are bad already.
    func begin(_ faults: LinkFaults, for id: ChargePointID) -> Bool {
        let fault = Fault(
            faults: faults, tally: FaultTally(rules: faults.rules.count), until: .now.advanced(by: faults.duration))
        return table.withLock { table in
            table = table.filter { $0.value.until > .now }
            guard table.count < Self.limit || table[id] != nil else { return false }
            table[id] = fault
            return true
        }
    }

    func end(for id: ChargePointID) {
        table.withLock { $0[id] = nil }
    }

    /// Lets a connection of this charger meet its faults, or no more of them.
    func apply(to connection: WebSocketConnection, of id: ChargePointID) {
        guard let fault = fault(of: id) else { return connection.setFaults(nil, tally: FaultTally(rules: 0)) }
        var faults = fault.faults
        faults.duration = ContinuousClock.now.duration(to: fault.until)
        connection.setFaults(faults, tally: fault.tally)
    }

    func isDisturbed(_ id: ChargePointID) -> Bool { fault(of: id) != nil }

    private func fault(of id: ChargePointID) -> Fault? {
        table.withLock { $0[id] }.flatMap { $0.until > .now ? $0 : nil }
    }

    /// As the debug page shows it; null where the link is left as it is.
    func shown(_ id: ChargePointID) -> JSONValue {
        guard let fault = fault(of: id) else { return .null }
        return [
            "secondsLeft": .integer(ContinuousClock.now.duration(to: fault.until).components.seconds),
            "seed": .integer(Int64(clamping: fault.faults.seed)),
            "rules": .array(zip(fault.faults.rules, fault.tally.strikes).map { $0.0.shown(struck: $0.1) }),
        ]
    }
}

extension LinkFaults.Rule {
    fileprivate func shown(struck: Int) -> JSONValue {
        let occurrence: String =
            switch self.occurrence {
            case .every(let step): "every \(step)"
            case .probability(let share): "probability \(share)"
            }
        let effect: String =
            switch self.effect {
            case .drop: "drop"
            case .duplicate: "duplicate"
            case .reorder: "reorder"
            case .delay(let time): "delay \(time)"
            }
        return [
            "direction": .string(direction.rawValue), "effect": .string(effect), "occurrence": .string(occurrence),
            "struck": .integer(Int64(struck)),
        ]
    }
}
