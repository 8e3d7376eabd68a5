package import Charging
import Postgres

extension ReadStore {
    package func unknownTags(
        _ filter: UnknownTagFilter, page: PageRequest, fields: Set<UnknownTagField>, viewer: Viewer
    ) async throws -> RowPages<UnknownTagField> {
        var conditions = [viewer.condition(on: .unknownTags), Self.isStillUnknown]
        if let stations = filter.stationIDs { conditions.append("r.station_id = ANY(\(stations.rawValues))") }
        if let pattern = filter.text?.containedPattern { conditions.append("r.id_tag ILIKE \(pattern)") }
        return try await Listing<UnknownTagField>(
            source: "unknown_tags r", conditions: conditions,
            order: ListOrder(key: "r.last_seen_at", kind: .timestamp, isDescending: true)
        ).page(page, fields: fields, in: database)
    }

    package func unknownTags(
        ids: [UnknownTagID], fields: Set<UnknownTagField>, viewer: Viewer
    ) async throws -> RowBatch<UnknownTagField> {
        try await rows(
            "unknown_tags r", ids: ids.rawValues, fields: fields,
            reach: "\(viewer.condition(on: .unknownTags)) AND \(Self.isStillUnknown)")
    }

    /// A tap may be committed just after its tag was made. Looked up row by row, of which a page has few.
    private static var isStillUnknown: Statement {
        """
        (SELECT t.id FROM tags t WHERE t.organization_id = r.organization_id AND lower(t.id_tag) = lower(r.id_tag)) IS NULL
        """
    }

    package func localLists(
        ofStations stations: [StationID], fields: Set<LocalListField>, viewer: Viewer
    ) async throws -> RowLists<LocalListField> {
        try await lists(
            ofParents: stations.rawValues, by: "r.id",
            from: """
                (SELECT s.id, s.organization_id, l.held_version, l.entry_count, l.sent_at,
                    l.is_in_step AND l.revision = coalesce(v.revision, 0) AS is_in_step
                FROM stations s JOIN local_lists l ON l.station_id = s.id
                LEFT JOIN tag_revisions v ON v.organization_id = s.organization_id WHERE l.version > 0) r
                """, reach: viewer.condition(on: .localLists), order: "r.id", fields: fields)
    }
}
