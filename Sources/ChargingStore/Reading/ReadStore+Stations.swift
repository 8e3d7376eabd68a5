package import Charging
import Postgres

extension ReadStore: StationReading {
    package func stations(
        _ filter: StationFilter, order: StationOrder, page: PageRequest, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowPages<StationField> {
        let listing = Listing<StationField>(
            source: "stations r",
            conditions: [viewer.condition(on: .seenStations)] + filter.conditions(for: viewer),
            order: order.listOrder, viewer: viewer)
        return try await listing.page(page, fields: fields, in: database)
    }

    package func stations(
        ids: [StationID], fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowBatch<StationField> {
        try await rows(
            "stations r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .everyStation),
            viewer: viewer)
    }

    package func station(
        chargePointID: String, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowBatch<StationField> {
        let selection = Selection(fields, viewer: viewer)
        let rows = try await database.query(
            """
            SELECT r.id AS id\(selection.list) FROM stations r
            WHERE r.charge_point_id = \(chargePointID) AND \(viewer.condition(on: .seenStations))
            """)
        return try selection.batch(of: rows, id: 0, fields: 1)
    }

    package func stations(
        ofGroups groups: [GroupID], page: PageRequest, fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowPages<StationField> {
        let listing = Listing<StationField>(
            source: "station_groups m JOIN stations r ON r.id = m.station_id",
            conditions: ["m.group_id = p.id", viewer.condition(on: .stations)],
            order: StationOrder.chargePointID.listOrder, viewer: viewer)
        return try await listing.pages(ofParents: groups.rawValues, page: page, fields: fields, in: database)
    }

    package func stations(
        ofTags tags: [TagID], fields: Set<StationField>, viewer: Viewer
    ) async throws -> RowLists<StationField> {
        try await lists(
            ofParents: tags.rawValues, by: "m.tag_id", from: "tag_stations m JOIN stations r ON r.id = m.station_id",
            reach: viewer.condition(on: .stations), order: "r.charge_point_id, r.id", fields: fields,
            viewer: viewer)
    }
}

extension StationFilter {
    func conditions(for viewer: Viewer) -> [Statement] {
        var conditions: [Statement] = []
        if let chargePointID { conditions.append("r.charge_point_id = \(chargePointID)") }
        if let presence { conditions.append("r.presence = \(presence.rawValue)") }
        if let isActive { conditions.append("r.is_active = \(isActive)") }
        if let ownership {
            conditions.append("(\(viewer.owns("r"))) = \(ownership == .own)")
        }
        if let groupIDs { conditions.append("r.id IN \(groupIDs.stations(for: viewer))") }
        if let pattern = model?.containedPattern { conditions.append("r.model ILIKE \(pattern)") }
        if let pattern = firmwareVersion?.containedPattern {
            conditions.append("r.firmware_version ILIKE \(pattern)")
        }
        if let from = onboardedFrom { conditions.append("r.onboarded_at >= \(PostgresTimestamp(from))") }
        if let to = onboardedTo { conditions.append("r.onboarded_at < \(PostgresTimestamp(to))") }
        if let hasUpdate {
            let newer = FirmwareFit.newerImages(than: "f", viewer)
            conditions.append(
                """
                EXISTS (SELECT FROM stations f CROSS JOIN LATERAL (\(newer)) newer WHERE f.id = r.id) = \(hasUpdate)
                """)
        }
        if let pattern = text?.containedPattern {
            conditions.append(
                """
                (r.charge_point_id ILIKE \(pattern) OR r.description ILIKE \(pattern)
                OR r.vendor ILIKE \(pattern) OR r.model ILIKE \(pattern))
                """)
        }
        return conditions
    }
}

extension StationOrder {
    var listOrder: ListOrder {
        switch self {
        case .chargePointID: ListOrder(key: "r.charge_point_id", kind: .text)
        case .onboardedAtDescending: ListOrder(key: "r.onboarded_at", kind: .timestamp, isDescending: true)
        }
    }
}
