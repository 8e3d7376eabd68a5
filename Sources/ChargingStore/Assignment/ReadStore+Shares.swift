package import Charging
import Postgres

extension ReadStore: ShareReading {
    package func shares(
        ids: [ShareID], fields: Set<ShareField>, viewer: Viewer
    ) async throws -> RowBatch<ShareField> {
        try await rows("station_shares r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .shares))
    }

    package func shares(
        ofStations stations: [StationID], fields: Set<ShareField>, viewer: Viewer
    ) async throws -> RowLists<ShareField> {
        try await lists(
            ofParents: stations.rawValues, by: "l.station_id",
            from: "station_shares l JOIN station_shares r ON r.id = l.id",
            reach: "\(Share.isInForce) AND \(viewer.condition(on: .shares))", order: "r.id", fields: fields)
    }

    package func borrowedStations(viewer: Viewer) async throws -> [StationID] {
        guard let lent = viewer.borrowedCondition(on: .seenStations) else { return [] }
        let ids: [Int64] = try await database.query("SELECT r.id FROM stations r WHERE \(lent) LIMIT 20000").column(
            "id")
        return ids.map(StationID.init(rawValue:))
    }
}

extension ShareField: StoredField {
    var column: StoredColumn {
        switch self {
        case .level: .text("r.level")
        case .endsAt: .timestamp("r.ends_at")
        case .endedAt: .timestamp("r.ended_at")
        case .createdAt: .timestamp("r.created_at")
        case .stationID: .integer("r.station_id")
        case .organizationName: .text("(SELECT o.name FROM organizations o WHERE o.id = r.borrower_id)")
        case .userEmail: .text("(SELECT u.email FROM users u WHERE u.id = r.user_id)")
        }
    }
}
