package import Charging
import Postgres

extension ReadStore {
    package func errors(
        ofSessions sessions: [SessionID], text: String?, page: PageRequest, fields: Set<SessionErrorField>,
        viewer: Viewer
    ) async throws -> RowPages<SessionErrorField> {
        let reach = viewer.condition(on: .seenSessions)
        var conditions: [Statement] = [
            "r.station_id = p.station_id", "r.error_code <> 'NoError'", "r.connector_number IN (0, p.connector_number)",
            "r.reported_at >= p.started_at", "r.reported_at <= p.ended_at",
        ]
        if let pattern = text?.containedPattern {
            conditions.append(
                """
                (r.error_code ILIKE \(pattern) OR r.vendor_error_code ILIKE \(pattern) OR r.info ILIKE \(pattern))
                """)
        }
        let listing = Listing<SessionErrorField>(
            source: "status_notifications r", conditions: conditions,
            order: ListOrder(key: "r.reported_at", kind: .timestamp),
            parents: { ids in
                """
                (SELECT q.ord, q.id, r.station_id, r.connector_number, r.started_at,
                    coalesce(r.plugged_out_at, r.stopped_at, 'infinity') AS ended_at
                FROM unnest(\(ids)) WITH ORDINALITY AS q(id, ord) LEFT JOIN sessions r ON r.id = q.id AND \(reach)) p
                """
            })
        return try await listing.pages(ofParents: sessions.rawValues, page: page, fields: fields, in: database)
    }
}

/// Here `r` is what was reported.
extension SessionErrorField: StoredField {
    var column: StoredColumn {
        switch self {
        case .at: .timestamp("r.reported_at")
        case .code: .text("r.error_code")
        case .vendorErrorCode: .text("nullif(r.vendor_error_code, '')")
        case .info: .text("nullif(r.info, '')")
        case .connectorNumber: .integer("r.connector_number")
        }
    }
}
