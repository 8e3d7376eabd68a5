import Charging
import JSON
import Postgres

extension ReadStore {
    /// Newest first, as the list.
    func exportMessages(
        of station: StationID, _ filter: OcppMessageFilter, viewer: Viewer,
        _ take: @concurrent (_ rows: [[String?]]) async throws -> Void
    ) async throws {
        var conditions: Statement = """
            r.station_id = \(station.rawValue) AND r.frames > 0 AND \(viewer.condition(on: .recordings))
            """
        if let from = filter.from { conditions += " AND r.last_at >= \(PostgresTimestamp(from))" }
        if let to = filter.to { conditions += " AND r.first_at < \(PostgresTimestamp(to))" }
        let blocks: Statement = """
            SELECT s.charge_point_id, r.first_at, r.id, r.size, r.block FROM recordings r
            JOIN stations s ON s.id = r.station_id WHERE \(conditions) ORDER BY r.first_at DESC, r.id DESC
            """
        // A block may be as large as a thousand rows of other tables.
        try await database.withCursor(blocks, chunk: 8) { cursor in
            while let rows = try await cursor.next() {
                for row in rows {
                    let name = try row.string("charge_point_id")
                    let found = try RecordingBlock(row).entries.reversed().compactMap { entry in
                        filter.finds(entry).map { Self.cells(of: entry, $0.text, station: name) }
                    }
                    if !found.isEmpty { try await take(found) }
                }
            }
        }
    }

    private static func cells(of entry: RecordEntry, _ id: String?, station: String) -> [String?] {
        [
            entry.at.description, station,
            (entry.kind == .received ? MessageDirection.received : .sent).rawValue, entry.label, id, entry.text,
            String(entry.bytes.count), String(entry.generation),
        ]
    }
}
