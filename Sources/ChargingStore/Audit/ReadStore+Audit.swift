package import Charging
import Postgres

extension ReadStore: AuditReading {
    package func auditEntries(
        _ filter: AuditFilter, page: PageRequest, fields: Set<AuditEntryField>, viewer: Viewer
    ) async throws -> RowPages<AuditEntryField> {
        var conditions = [viewer.condition(on: .auditEntries)]
        if let user = filter.userID { conditions.append("r.user_id = \(user.rawValue)") }
        if let actions = filter.actions { conditions.append("r.action = ANY(\(actions.map(\.rawValue)))") }
        if let types = filter.objectTypes { conditions.append("r.object_type = ANY(\(types))") }
        if let object = filter.object {
            conditions.append("(r.object_type = \(object.type) AND r.object_id = \(object.id))")
        }
        if let from = filter.from { conditions.append("r.happened_at >= \(PostgresTimestamp(from))") }
        if let to = filter.to { conditions.append("r.happened_at < \(PostgresTimestamp(to))") }
        return try await Listing<AuditEntryField>(
            source: "audit_entries r", conditions: conditions,
            order: ListOrder(key: "r.happened_at", kind: .timestamp, isDescending: true)
        ).page(page, fields: fields, in: database)
    }
}

extension AuditEntryField: StoredField {
    var column: StoredColumn {
        switch self {
        case .happenedAt: .timestamp("r.happened_at")
        case .userID: .integer("r.user_id")
        case .userEmail: .text("r.user_email")
        case .address: .text("r.address")
        case .action: .text("r.action")
        case .objectType: .text("r.object_type")
        case .objectID: .integer("r.object_id")
        case .objectLabel: .text("r.object_label")
        case .before: .document("r.before")
        case .after: .document("r.after")
        case .reason: .text("r.reason")
        }
    }
}
