import Synchronization

/// Of which stations somebody wants to hear each message.
///
/// Asked for every message of every charger, so it costs one load while nobody watches anything.
final class WatchedStations: Sendable {
    private let count = Atomic<Int>(0)
    private let table = Mutex<[StationID: Int]>([:])

    func begin(_ station: StationID) {
        count.wrappingAdd(1, ordering: .relaxed)
        table.withLock { $0[station, default: 0] += 1 }
    }

    func end(_ station: StationID) {
        count.wrappingSubtract(1, ordering: .relaxed)
        table.withLock { table in
            let rest = table[station, default: 0] - 1
            table[station] = rest > 0 ? rest : nil
        }
    }

    func contains(_ station: StationID) -> Bool {
        guard count.load(ordering: .relaxed) > 0 else { return false }
        return table.withLock { $0[station] != nil }
    }
}
