package import Charging
import Postgres

extension ReadStore: SearchReading {
    package func search(
        stations text: String, limit: Int, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowBatch<StationField> {
        let pattern = text.containedPattern
        var serial: Statement = "r.serial_number ILIKE \(pattern)"
        if let shown = viewer.guarding(StationField.serialNumber.shownFrom) { serial = "(\(shown) AND \(serial))" }
        return try await found(
            """
            stations r WHERE \(viewer.condition(on: .seenStations)) AND (r.charge_point_id ILIKE \(pattern)
                OR r.description ILIKE \(pattern) OR \(serial))
            ORDER BY lower(r.charge_point_id) <> lower(\(text)::text), r.charge_point_id, r.id
            """, limit: limit, fields: fields, viewer: viewer)
    }

    package func search(
        sessions text: String, limit: Int, fields: Set<SessionField>, viewer: Viewer
    ) async throws -> RowBatch<SessionField> {
        // No transaction has the number 0.
        let number = Int32(text) ?? 0
        return try await found(
            """
            sessions r WHERE \(viewer.condition(on: .seenSessions))
                AND (r.transaction_id = \(number) OR lower(r.id_tag) = lower(\(text)::text))
            ORDER BY r.transaction_id <> \(number), r.started_at DESC, r.id DESC
            """, limit: limit, fields: fields, viewer: viewer)
    }

    package func search(
        tags text: String, limit: Int, fields: Set<TagField>, viewer: Viewer
    ) async throws -> RowBatch<TagField> {
        let pattern = text.containedPattern
        return try await found(
            """
            tags r WHERE \(viewer.condition(on: .tags)) AND (r.id_tag ILIKE \(pattern) OR r.alias ILIKE \(pattern)
                OR r.note ILIKE \(pattern))
            ORDER BY lower(r.id_tag) <> lower(\(text)::text), r.id_tag, r.id
            """, limit: limit, fields: fields, viewer: viewer)
    }

    package func search(
        groups text: String, limit: Int, fields: Set<GroupField>, viewer: Viewer
    ) async throws -> RowBatch<GroupField> {
        try await found(
            """
            groups r WHERE \(viewer.condition(on: .groups)) AND r.name ILIKE \(text.containedPattern)
            ORDER BY lower(r.name) <> lower(\(text)::text), r.name, r.id
            """, limit: limit, fields: fields, viewer: viewer)
    }

    package func search(
        users text: String, limit: Int, fields: Set<UserField>, viewer: Viewer
    ) async throws -> RowBatch<UserField> {
        let pattern = text.containedPattern
        let others: Statement =
            Rights(of: viewer).allows(.manageUsers) ? "true" : "r.id = \(viewer.userID.rawValue)"
        return try await found(
            """
            users r JOIN users p ON p.id = r.id WHERE \(viewer.condition(on: .users)) AND \(others)
                AND (r.email ILIKE \(pattern) OR concat_ws(' ', r.first_name, r.last_name) ILIKE \(pattern)
                    OR r.customer_number ILIKE \(pattern) OR r.reference_number ILIKE \(pattern))
            ORDER BY lower(r.email) <> lower(\(text)::text), lower(r.email), r.id
            """, limit: limit, fields: fields, viewer: viewer)
    }

    private func found<Field: StoredField>(
        _ source: Statement, limit: Int, fields: Set<Field>, viewer: Viewer
    ) async throws -> RowBatch<Field> {
        let selection = Selection(fields, viewer: viewer)
        let rows = try await database.alone(
            "SELECT r.id AS id\(selection.list) FROM \(source) LIMIT \(Int64(min(max(limit, 0), 50)))")
        return try selection.batch(of: rows, id: 0, fields: 1)
    }
}
