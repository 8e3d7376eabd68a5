package import Charging
package import JSON
import Postgres

/// Here `x` is the state.
extension ConnectorStateField: StoredField {
    var column: StoredColumn {
        switch self {
        case .status: .text("x.status")
        case .errorCode: .text("x.error_code")
        case .vendorErrorCode: .text("x.vendor_error_code")
        case .from: .timestamp("x.began")
        case .until: .timestamp("x.ended")
        }
    }
}

extension ReadStore {
    package func states(
        ofConnectors connectors: [ConnectorID], from: Timestamp, until: Timestamp, last: Int,
        fields: Set<ConnectorStateField>, viewer: Viewer
    ) async throws -> RowLists<ConnectorStateField> {
        let selection = Selection(fields), ids = connectors.rawValues
        guard !ids.isEmpty else { return try selection.lists(of: nil, parents: []) }
        let (first, end) = (PostgresTimestamp(from), PostgresTimestamp(until))
        // What a charger says again is no other state.
        let rows = try await database.query(
            """
            SELECT r.id AS parent, row_number() OVER () AS id\(selection.list) FROM connectors r CROSS JOIN LATERAL (
                SELECT status, error_code, vendor_error_code, greatest(reported_at, \(first)) AS began,
                    lead(reported_at, 1, \(end)) OVER said AS ended
                FROM (SELECT n.*, lag(status) OVER said AS status_before, lag(error_code) OVER said AS error_before,
                        lag(vendor_error_code) OVER said AS vendor_error_before
                    FROM (SELECT id, status, nullif(error_code, 'NoError') AS error_code,
                        nullif(vendor_error_code, '') AS vendor_error_code, reported_at
                        FROM status_notifications WHERE station_id = r.station_id AND connector_number = r.number
                        AND reported_at < \(end) ORDER BY reported_at DESC, status DESC LIMIT \(Int32(clamping: last))) n
                    WINDOW said AS (ORDER BY reported_at, id)) n
                WHERE status_before IS DISTINCT FROM status OR error_before IS DISTINCT FROM error_code
                    OR vendor_error_before IS DISTINCT FROM vendor_error_code
                WINDOW said AS (ORDER BY reported_at, id)
            ) x WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: .stationEvents)) AND x.ended > x.began
            ORDER BY r.id, x.began
            """)
        return try selection.lists(of: rows, parents: ids)
    }
}
