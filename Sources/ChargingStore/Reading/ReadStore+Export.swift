package import Charging
import Postgres

extension ReadStore: Exporting {
    package func columns(of export: Export) -> [ExportColumn] {
        Self.table(of: export).map { ExportColumn(name: $0.name, kind: $0.kind) }
    }

    package func export(
        _ export: Export, viewer: Viewer, _ take: @concurrent (_ rows: [[String?]]) async throws -> Void
    ) async throws {
        let table = Self.table(of: export)
        let cells = table.dropFirst().reduce("(\(table[0].value))::text") { $0 + ", (\($1.value))::text" } as Statement
        let source: Statement =
            switch export {
            case .stations(let filter):
                """
                FROM stations r JOIN organizations o ON o.id = r.organization_id
                WHERE \(([viewer.condition(on: .stations)] + filter.conditions).all) ORDER BY r.charge_point_id
                """
            case .sessions(let filter):
                """
                FROM sessions r JOIN stations s ON s.id = r.station_id LEFT JOIN tags t ON t.id = r.tag_id
                LEFT JOIN users u ON u.id = t.user_id LEFT JOIN session_costs k ON k.session_id = r.id
                WHERE \(([viewer.condition(on: .sessions)] + filter.conditions).all) ORDER BY r.started_at DESC, r.id DESC
                """
            case .tags(let filter):
                """
                FROM tags r LEFT JOIN users u ON u.id = r.user_id
                WHERE \(([viewer.condition(on: .tags)] + filter.conditions).all) ORDER BY r.id_tag, r.id
                """
            }
        try await database.withCursor("SELECT \(cells) \(source)") { cursor in
            while let rows = try await cursor.next() {
                let columns = try table.indices.map { try rows.strings(at: $0) }
                try await take((0..<rows.count).map { row in columns.map { $0[row] } })
            }
        }
    }

    private struct Cell {
        var name: String
        var value: SQL
        var kind = ExportColumn.Kind.text
    }

    private static func table(of export: Export) -> [Cell] {
        switch export {
        case .stations: stations
        case .sessions: sessions
        case .tags: tags
        }
    }

    private static func time(_ name: String, _ column: SQL) -> Cell {
        Cell(
            name: name,
            value: "to_char(" + column + #" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"#, kind: .time)
    }

    private static let stations = [
        Cell(name: "chargePointId", value: "r.charge_point_id"), Cell(name: "description", value: "r.description"),
        Cell(name: "vendor", value: "r.vendor"), Cell(name: "model", value: "r.model"),
        Cell(name: "serialNumber", value: "r.serial_number"),
        Cell(name: "firmwareVersion", value: "r.firmware_version"),
        Cell(name: "isActive", value: "r.is_active", kind: .word),
        Cell(name: "presence", value: "r.presence", kind: .word), time("lastSeenAt", "r.last_seen_at"),
        time("onboardedAt", "r.onboarded_at"), Cell(name: "organization", value: "o.name"),
        Cell(name: "street", value: "r.street"), Cell(name: "zipCode", value: "r.zip_code"),
        Cell(name: "city", value: "r.city"), Cell(name: "country", value: "r.country"),
    ]

    /// Those that an import reads again are named as it names them.
    private static let tags = [
        Cell(name: "idTag", value: "r.id_tag"), Cell(name: "type", value: "r.type", kind: .word),
        Cell(name: "medium", value: "r.medium", kind: .word), Cell(name: "alias", value: "r.alias"),
        Cell(name: "note", value: "r.note"), time("expiresAt", "r.expires_at"),
        Cell(name: "isBlocked", value: "r.is_blocked", kind: .word),
        Cell(name: "allowConcurrent", value: "r.allows_concurrent", kind: .word),
        Cell(name: "parentIdTag", value: "r.parent_id_tag"), Cell(name: "userEmail", value: "u.email"),
        Cell(name: "firstName", value: "u.first_name"), Cell(name: "lastName", value: "u.last_name"),
        Cell(
            name: "groups",
            value: """
                (SELECT string_agg(g.name, '; ' ORDER BY g.name) FROM tag_groups m JOIN groups g ON g.id = m.group_id
                WHERE m.tag_id = r.id)
                """),
        Cell(
            name: "stations",
            value: """
                (SELECT string_agg(s.charge_point_id, '; ' ORDER BY s.charge_point_id) FROM tag_stations m
                JOIN stations s ON s.id = m.station_id WHERE m.tag_id = r.id)
                """),
    ]

    private static let sessions = [
        Cell(name: "transactionId", value: "r.transaction_id", kind: .number),
        Cell(name: "chargePointId", value: "s.charge_point_id"),
        Cell(name: "connector", value: "r.connector_number", kind: .number), Cell(name: "idTag", value: "r.id_tag"),
        Cell(name: "tagAlias", value: "t.alias"), Cell(name: "firstName", value: "u.first_name"),
        Cell(name: "lastName", value: "u.last_name"), Cell(name: "status", value: "r.status", kind: .word),
        Cell(name: "authorization", value: #"r."authorization""#, kind: .word), time("startedAt", "r.started_at"),
        time("stoppedAt", "r.stopped_at"), Cell(name: "energyWh", value: "r.energy_wh", kind: .number),
        Cell(name: "meterStartWh", value: "r.meter_start_wh", kind: .number),
        Cell(name: "meterStopWh", value: "r.meter_stop_wh", kind: .number),
        Cell(name: "stopReason", value: "r.stop_reason"), Cell(name: "totalCosts", value: "k.total", kind: .number),
        Cell(name: "currency", value: "k.currency", kind: .word), Cell(name: "street", value: "s.street"),
        Cell(name: "zipCode", value: "s.zip_code"), Cell(name: "city", value: "s.city"),
        Cell(name: "country", value: "s.country"),
    ]
}

extension [Statement] {
    /// All of them hold.
    var all: Statement { dropFirst().reduce(first ?? "true") { $0 + " AND " + $1 } }
}
