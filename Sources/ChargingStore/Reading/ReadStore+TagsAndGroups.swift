package import Charging
import Postgres

extension ReadStore: TagReading {
    package func tags(
        _ filter: TagFilter, page: PageRequest, fields: Set<TagField>, viewer: Viewer
    ) async throws -> RowPages<TagField> {
        let conditions = [viewer.condition(on: .tags)] + filter.conditions
        return try await Listing<TagField>(source: "tags r", conditions: conditions, order: Self.tagOrder)
            .page(page, fields: fields, in: database)
    }

    package func tags(ids: [TagID], fields: Set<TagField>, viewer: Viewer) async throws -> RowBatch<TagField> {
        try await rows("tags r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .tags))
    }

    package func tags(
        ofGroups groups: [GroupID], page: PageRequest, fields: Set<TagField>, viewer: Viewer
    ) async throws -> RowPages<TagField> {
        try await Listing<TagField>(
            source: "tag_groups m JOIN tags r ON r.id = m.tag_id",
            conditions: ["m.group_id = p.id", viewer.condition(on: .tags)], order: Self.tagOrder
        ).pages(ofParents: groups.rawValues, page: page, fields: fields, in: database)
    }

    private static var tagOrder: ListOrder { ListOrder(key: "r.id_tag", kind: .text) }

    /// A tag that is not restricted to stations is valid everywhere in its organization.
    static func isValid(at station: StationID) -> Statement {
        """
        r.organization_id = (SELECT s.organization_id FROM stations s WHERE s.id = \(station.rawValue))
        AND (NOT r.is_restricted_to_stations
        OR EXISTS (SELECT FROM tag_stations m WHERE m.tag_id = r.id AND m.station_id = \(station.rawValue)))
        """
    }
}

extension TagFilter {
    var conditions: [Statement] {
        var conditions: [Statement] = []
        if let idTag { conditions.append("lower(r.id_tag) = lower(\(idTag)::text)") }
        if let pattern = text?.containedPattern {
            conditions.append("(r.id_tag ILIKE \(pattern) OR r.note ILIKE \(pattern) OR r.alias ILIKE \(pattern))")
        }
        if let type { conditions.append("r.type = \(type.rawValue)") }
        if let userID { conditions.append("r.user_id = \(userID.rawValue)") }
        if let stationID { conditions.append(ReadStore.isValid(at: stationID)) }
        if let groupIDs { conditions.append("r.id IN \(groupIDs.tags)") }
        // Written out, so that the partial indexes are of use also where the statement is planned once for all values.
        switch medium {
        case .card: conditions.append("r.medium = 'CARD'")
        case .virtual: conditions.append("r.medium = 'VIRTUAL'")
        case nil: break
        }
        if let isBlocked { conditions.append(isBlocked ? "r.is_blocked" : "NOT r.is_blocked") }
        if let isExpired {
            conditions.append(isExpired ? "r.expires_at <= now()" : "(r.expires_at IS NULL OR r.expires_at > now())")
        }
        return conditions
    }
}

extension ReadStore: GroupReading {
    package func groups(
        text: String?, page: PageRequest, fields: Set<GroupField>, viewer: Viewer
    ) async throws -> RowPages<GroupField> {
        var conditions = [viewer.condition(on: .groups)]
        if let pattern = text?.containedPattern { conditions.append("r.name ILIKE \(pattern)") }
        return try await Listing<GroupField>(
            source: "groups r", conditions: conditions, order: ListOrder(key: "r.name", kind: .text)
        ).page(page, fields: fields, in: database)
    }

    package func groups(ids: [GroupID], fields: Set<GroupField>, viewer: Viewer) async throws -> RowBatch<GroupField> {
        try await rows("groups r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .groups))
    }

    package func groups(
        ofStations stations: [StationID], fields: Set<GroupField>, viewer: Viewer
    ) async throws -> RowLists<GroupField> {
        try await lists(
            ofParents: stations.rawValues, by: "m.station_id",
            from: "station_groups m JOIN groups r ON r.id = m.group_id",
            reach: viewer.condition(on: .groups), order: "r.name, r.id", fields: fields)
    }

    package func groups(
        ofTags tags: [TagID], fields: Set<GroupField>, viewer: Viewer
    ) async throws -> RowLists<GroupField> {
        try await lists(
            ofParents: tags.rawValues, by: "m.tag_id", from: "tag_groups m JOIN groups r ON r.id = m.group_id",
            reach: viewer.condition(on: .groups), order: "r.name, r.id", fields: fields)
    }
}
