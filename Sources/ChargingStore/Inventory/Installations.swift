package import Charging
import Postgres

extension InstallationField: StoredField {
    var column: StoredColumn {
        switch self {
        case .installer: .text("r.installer")
        case .installedAt: .timestamp("r.installed_at")
        case .fuseA: .number("r.fuse_a")
        case .phaseOrder: .text("r.phase_order")
        case .gridLimitW: .number("r.grid_limit_w")
        case .notes: .text("r.installation_notes")
        }
    }
}

extension ReadStore {
    package func installations(
        ofStations stations: [StationID], fields: Set<InstallationField>, viewer: Viewer
    ) async throws -> RowLists<InstallationField> {
        try await lists(
            ofParents: stations.rawValues, by: "r.id", from: "stations r", reach: viewer.condition(on: .inventory),
            order: "r.id", fields: fields)
    }
}

extension DirectoryStore {
    package func updateInstallation(_ change: InstallationChange, viewer: Viewer) async throws {
        try viewer.requireSomewhere(.changeStation)
        var statement: Statement = "UPDATE stations r SET modified_at = now()"
        if case .to(let installer) = change.installer { statement += ", installer = \(installer)" }
        if case .to(let time) = change.installedAt {
            statement += ", installed_at = \(time.map { PostgresTimestamp($0) })"
        }
        if case .to(let fuse) = change.fuseA { statement += ", fuse_a = \(fuse)" }
        if case .to(let order) = change.phaseOrder { statement += ", phase_order = \(order?.rawValue)" }
        if case .to(let limit) = change.gridLimitW { statement += ", grid_limit_w = \(limit)" }
        if case .to(let notes) = change.notes { statement += ", installation_notes = \(notes)" }
        let id = change.station.rawValue
        try await database.withYieldingTransaction { [statement] transaction in
            let rows = try await transaction.query(
                "\(statement) WHERE r.id = \(id) AND \(viewer.condition(on: .inventory, for: .changeStation)) RETURNING r.id"
            )
            guard !rows.isEmpty else { throw ChargingError(.notFound, "this station does not exist", field: "id") }
        }
    }
}
