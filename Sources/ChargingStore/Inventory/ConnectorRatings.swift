package import Charging
import Postgres

enum ConnectorRatings {
    /// Rated power of the connectors of station `r` together; null where none has one.
    static let ofStation: SQL = "(SELECT sum(c.rated_power_w) FROM connectors c WHERE c.station_id = r.id)"
}

extension DirectoryStore {
    package func updateConnector(_ change: ConnectorChange, viewer: Viewer) async throws {
        try viewer.requireSomewhere(.changeStation)
        var sets: [Statement] = ["number = r.number"]
        if case .to(let type) = change.type { sets.append("type = \(type?.rawValue)") }
        if case .to(let power) = change.ratedPower { sets.append("rated_power_w = \(power)") }
        if case .to(let current) = change.maximumCurrent { sets.append("maximum_current_a = \(current)") }
        if case .to(let kind) = change.currentKind { sets.append("current_kind = \(kind?.rawValue)") }
        if case .to(let phases) = change.phases {
            sets.append("phases = \(phases.map { Int32(clamping: $0) })::integer")
        }
        let id = change.connector.rawValue
        let list = sets.dropFirst().reduce(sets[0]) { $0 + ", " + $1 }
        try await database.withYieldingTransaction { transaction in
            let rows = try await transaction.query(
                """
                UPDATE connectors r SET \(list) WHERE r.id = \(id) AND \(viewer.condition(on: .connectors, for: .changeStation))
                AND EXISTS (SELECT FROM stations s WHERE s.id = r.station_id AND s.removed_at IS NULL)
                RETURNING r.current_kind = 'DC' AND r.phases IS NOT NULL AS contradicts
                """)
            guard let row = rows.first else {
                throw ChargingError(.notFound, "this connector does not exist", field: "id")
            }
            guard try row.optional.bool("contradicts") != true else {
                throw ChargingError(.badInput, "direct current has no phases", field: "phases")
            }
        }
    }
}
