package import Charging
import Postgres

extension ReadStore: NotificationReading {
    package func notifications(
        _ filter: NotificationFilter, page: PageRequest, fields: Set<NotificationField>, viewer: Viewer
    ) async throws -> RowPages<NotificationField> {
        var conditions = [viewer.condition(on: .notifications)]
        if let isRead = filter.isRead { conditions.append("(r.read_at IS NOT NULL) = \(isRead)") }
        if let kinds = filter.kinds { conditions.append("r.kind = ANY(\(kinds.map(\.rawValue)))") }
        if let stations = filter.stationIDs { conditions.append("r.station_id = ANY(\(stations.rawValues))") }
        if let from = filter.from { conditions.append("r.last_at >= \(PostgresTimestamp(from))") }
        if let to = filter.to { conditions.append("r.last_at < \(PostgresTimestamp(to))") }
        return try await Listing<NotificationField>(
            source: "notifications r", conditions: conditions,
            order: ListOrder(key: "r.last_at", kind: .timestamp, isDescending: true)
        ).page(page, fields: fields, in: database)
    }

    package func notifications(
        ids: [NotificationID], fields: Set<NotificationField>, viewer: Viewer
    ) async throws -> RowBatch<NotificationField> {
        try await rows(
            "notifications r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .notifications))
    }

    package func unreadNotifications(viewer: Viewer) async throws -> Int {
        try await database.query(
            """
            SELECT count(*) AS count FROM notifications r
            WHERE r.read_at IS NULL AND \(viewer.condition(on: .notifications))
            """
        ).single().int("count")
    }

    package func notificationPreferences(viewer: Viewer) async throws -> [NotificationPreference] {
        let rows = try await database.query(
            """
            SELECT p.kind, p.is_here, p.is_mailed FROM notification_preferences p
            WHERE p.user_id = \(viewer.userID.rawValue) AND p.organization_id = \(viewer.organizationID.rawValue)
            """)
        let chosen = Dictionary(
            try rows.map { (try $0.string("kind"), (try $0.bool("is_here"), try $0.bool("is_mailed"))) },
            uniquingKeysWith: { $1 })
        return NotificationKind.kinds(for: viewer.role).map { kind in
            guard let (isShown, isMailed) = chosen[kind.rawValue] else { return NotificationPreference(kind: kind) }
            return NotificationPreference(kind: kind, isShown: isShown, isMailed: isMailed)
        }
    }

    package func quietHours(viewer: Viewer) async throws -> QuietHours? {
        try await database.query(
            """
            SELECT q.from_minute, q.to_minute, q.time_zone FROM quiet_hours q
            WHERE q.user_id = \(viewer.userID.rawValue) AND q.organization_id = \(viewer.organizationID.rawValue)
            """
        ).first.map { row in
            QuietHours(
                from: try row.int("from_minute"), to: try row.int("to_minute"), timeZone: try row.string("time_zone"))
        }
    }
}

extension NotificationField: StoredField {
    var column: StoredColumn {
        switch self {
        case .kind: .text("r.kind")
        case .stationID: .integer("r.station_id")
        case .connectorNumber: .integer("r.connector_number")
        case .detail: .text("r.detail")
        case .reservationID: .integer("r.reservation_id")
        case .sessionID: .integer("r.session_id")
        case .serviceRequestID: .integer("r.service_request_id")
        case .count: .integer("r.count")
        case .firstAt: .timestamp("r.first_at")
        case .lastAt: .timestamp("r.last_at")
        case .isRead: .boolean("r.read_at IS NOT NULL")
        }
    }
}

extension Viewer {
    /// Everybody's own, whatever the role reaches; of what is nobody's in particular only what the role is told of, so that a
    /// person who gets another role does not go on reading what came before.
    var ownNotifications: Statement {
        let kinds = NotificationKind.allCases.filter { $0.audience.contains(role) }.map(\.rawValue)
        return """
            (r.organization_id = \(organizationID.rawValue) AND r.user_id = \(userID.rawValue) AND r.is_here
                AND (r.is_personal OR r.kind = ANY(\(kinds))))
            """
    }
}
