package import Charging
import Postgres

extension ReadStore: Exporting {
    package func timeZone(of viewer: Viewer) async throws -> String? {
        let rows = try await database.query(
            """
            SELECT r.time_zone FROM organizations r
            WHERE r.id = \(viewer.organizationID.rawValue) AND \(viewer.condition(on: .organizations))
            """)
        return try rows.first?.optional.string("time_zone")
    }

    package func exportColumns(of list: Export) -> [ExportColumn] { list.cells.map(\.column) }

    package func columns(of table: ExportTable) throws -> [ExportColumn] {
        try table.chosen(of: exportColumns(of: table.list))
    }

    package func export(
        _ table: ExportTable, viewer: Viewer, _ take: @concurrent (_ rows: [[String?]]) async throws -> Void
    ) async throws {
        let names = try columns(of: table).map(\.name)
        if case .ocppMessages(let station, let filter) = table.list {
            let all = exportColumns(of: table.list).map(\.name)
            let places = names.compactMap { all.firstIndex(of: $0) }
            return try await exportMessages(of: station, filter, viewer: viewer) { rows in
                try await take(rows.map { row in places.map { row[$0] } })
            }
        }
        let known = Dictionary(table.list.cells.map { ($0.column.name, $0) }, uniquingKeysWith: { first, _ in first })
        let cells = names.compactMap { known[$0].map { "(\($0.value(for: viewer)))::text" as Statement } }
        guard let first = cells.first else { return }
        let list = cells.dropFirst().reduce(first) { $0 + ", " + $1 }
        try await database.withCursor("SELECT \(list) \(table.list.source(viewer))") { cursor in
            while let rows = try await cursor.next() {
                let columns = try cells.indices.map { try rows.strings(at: $0) }
                try await take((0..<rows.count).map { row in columns.map { $0[row] } })
            }
        }
    }
}

extension Export {
    /// From the tables on, in the order of the list.
    fileprivate func source(_ viewer: Viewer) -> Statement {
        switch self {
        case .stations(let filter, let order):
            """
            FROM stations r JOIN organizations o ON o.id = r.organization_id
            WHERE \(([viewer.condition(on: .seenStations)] + filter.conditions(for: viewer)).all)
            ORDER BY \(order.listOrder.clause)
            """
        case .sessions(let filter, let order):
            """
            FROM sessions r JOIN stations s ON s.id = r.station_id
            LEFT JOIN tags t ON t.id = r.tag_id AND \(viewer.owns("t"))
            LEFT JOIN users u ON u.id = t.user_id
            LEFT JOIN session_costs k ON k.session_id = r.id AND \(viewer.owns("r"))
            WHERE \(([viewer.condition(on: .seenSessions)] + filter.conditions(viewer)).all)
            ORDER BY \(order.listOrder.clause)
            """
        case .tags(let filter):
            """
            FROM tags r LEFT JOIN users u ON u.id = r.user_id
            WHERE \(([viewer.condition(on: .tags)] + filter.conditions).all) ORDER BY r.id_tag, r.id
            """
        case .inventory(let filter, let order):
            """
            FROM stations r WHERE \(([viewer.condition(on: .inventory)] + filter.conditions).all)
            ORDER BY \(order.listOrder.clause)
            """
        case .operations(let filter):
            """
            FROM operations r JOIN stations s ON s.id = r.station_id
            LEFT JOIN users u ON u.id = r.requested_by AND \(viewer.owns("u"))
            WHERE \(([viewer.condition(on: .operations)] + filter.conditions).all)
            ORDER BY r.requested_at DESC, r.id DESC
            """
        case .meterValues(let filter): filter.source(viewer)
        case .stationEvents(let filter):
            """
            FROM station_events r JOIN stations s ON s.id = r.station_id
            WHERE \(([viewer.condition(on: .stationEvents)] + filter.conditions(station: "s.id", time: "r.received_at")).all)
            ORDER BY s.charge_point_id, r.received_at DESC, r.id DESC
            """
        case .heartbeats(let filter):
            // What technicians may know of a station, as its inventory.
            """
            FROM stations s JOIN heartbeats r ON r.station_id = s.id
            WHERE s.id IN (SELECT r.id FROM stations r WHERE \(viewer.condition(on: .inventory)))
                AND \(filter.conditions(station: "s.id", time: "r.received_at").all)
            ORDER BY s.charge_point_id, r.received_at DESC
            """
        // Out of the recordings: see `exportMessages`.
        case .ocppMessages: ""
        }
    }
}

extension MeterValueFilter {
    /// Oldest first.
    fileprivate func source(_ viewer: Viewer) -> Statement {
        let columns: SQL = "m.sampled_at, m.kind_id, m.value, m.signed_data, r.station_id, r.connector_number"
        // The month is part of the key: with it PostgreSQL looks into one partition for each session.
        let ofSessions: Statement = """
            SELECT \(columns), r.transaction_id FROM sessions r
            JOIN meter_values m ON m.session_id = r.id AND m.opened_month = r.opened_month
            WHERE \(viewer.condition(on: .sessions))
            """
        let values: Statement
        switch self {
        case .session(let session): values = ofSessions + " AND r.id = \(session.rawValue)"
        case .station(let station, let from, let to):
            var time: Statement = "m.sampled_at >= \(PostgresTimestamp(from))"
            if let to { time += " AND m.sampled_at < \(PostgresTimestamp(to))" }
            values = """
                \(ofSessions) AND r.station_id = \(station.rawValue) AND \(time)
                UNION ALL
                SELECT m.sampled_at, m.kind_id, m.value, m.signed_data, m.station_id, m.connector_number,
                    nullif(m.transaction_id, 0) FROM station_meter_values m
                WHERE m.station_id IN (SELECT r.id FROM stations r
                    WHERE r.id = \(station.rawValue) AND \(viewer.condition(on: .inventory))) AND \(time)
                """
        }
        return """
            FROM (\(values)) r JOIN stations s ON s.id = r.station_id JOIN sample_kinds k ON k.id = r.kind_id
            ORDER BY r.sampled_at, r.connector_number, r.kind_id
            """
    }
}

extension StationLogFilter {
    /// - Parameters:
    ///   - station: the column of the station's id.
    ///   - time: that of when it was told. `r` is what was told.
    func conditions(station: SQL, time: SQL) -> [Statement] {
        var conditions: [Statement] = []
        if let stationIDs { conditions.append("\(station) = ANY(\(stationIDs.rawValues))") }
        if let kinds { conditions.append("r.kind = ANY(\(kinds.map(\.rawValue)))") }
        if let from { conditions.append("\(time) >= \(PostgresTimestamp(from))") }
        if let to { conditions.append("\(time) < \(PostgresTimestamp(to))") }
        return conditions
    }
}

extension [Statement] {
    /// All of them hold.
    var all: Statement { dropFirst().reduce(first ?? "true") { $0 + " AND " + $1 } }
}
