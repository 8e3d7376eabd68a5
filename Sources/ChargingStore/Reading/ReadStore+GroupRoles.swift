package import Charging
import Postgres

extension ReadStore: GroupRoleReading {
    package func members(
        ofGroups groups: [GroupID], fields: Set<GroupMemberField>, viewer: Viewer
    ) async throws -> RowLists<GroupMemberField> {
        let selection = Selection(fields)
        guard !groups.isEmpty else { return try selection.lists(of: nil, parents: []) }
        // One row for each place that it is read from, where it is inherited or not.
        let rows = try await database.query(
            """
            SELECT m.parent, row_number() OVER ()\(selection.list) FROM (
                SELECT p.id AS parent, x.*, row_number() OVER (PARTITION BY p.id
                    ORDER BY x.group_id <> p.id, lower(x.email), x.id) AS place
                FROM unnest(\(groups.rawValues)) AS p(id) CROSS JOIN LATERAL (
                    WITH RECURSIVE above (id, parent_id) AS (SELECT g.id, g.parent_id FROM groups g WHERE g.id = p.id
                        UNION SELECT g.id, g.parent_id FROM groups g JOIN above a ON g.id = a.parent_id)
                    SELECT r.id, r.user_id, r.role, r.group_id, u.email FROM above a JOIN group_roles r ON r.group_id = a.id
                    JOIN users u ON u.id = r.user_id WHERE \(viewer.condition(on: .groupRoles))) x) m
            CROSS JOIN LATERAL (SELECT m.user_id, m.role, m.group_id) r CROSS JOIN LATERAL (SELECT m.parent AS id) p
            WHERE m.place <= \(Int64(GroupRoleChange.limit)) ORDER BY m.parent, m.place
            """)
        return try selection.lists(of: rows, parents: groups.rawValues)
    }

    package func groupRoles(
        ofUsers users: [UserID], fields: Set<GroupMemberField>, viewer: Viewer
    ) async throws -> RowLists<GroupMemberField> {
        try await lists(
            ofParents: users.rawValues, by: "r.user_id", from: "group_roles r JOIN groups p ON p.id = r.group_id",
            reach: viewer.condition(on: .groupRoles), order: "p.name, r.id", fields: fields)
    }

    package func allowedActions(
        atStations stations: [StationID], viewer: Viewer
    ) async throws -> [Set<Rights.Action>] {
        try await allowedActions(
            stations.rawValues, of: Rights.Action.atStations, viewer: viewer,
            """
            SELECT r.id, \(viewer.owns("r")) AS is_own, \(viewer.condition(on: .operatedStations)) AS is_operated,
                (SELECT string_agg(DISTINCT given.role, ',') FROM station_groups m JOIN given ON given.id = m.group_id
                    WHERE m.station_id = r.id) AS roles
            FROM stations r WHERE r.id = ANY(\(stations.rawValues)) AND \(viewer.condition(on: .seenStations))
            """)
    }

    package func allowedActions(inGroups groups: [GroupID], viewer: Viewer) async throws -> [Set<Rights.Action>] {
        try await allowedActions(
            groups.rawValues, of: Rights.Action.inGroups, viewer: viewer,
            """
            SELECT r.id, true AS is_own, true AS is_operated,
                (SELECT string_agg(DISTINCT given.role, ',') FROM given WHERE given.id = r.id) AS roles
            FROM groups r WHERE r.id = ANY(\(groups.rawValues)) AND \(viewer.condition(on: .groups))
            """)
    }

    private func allowedActions(
        _ ids: [Int64], of actions: [Rights.Action], viewer: Viewer, _ statement: Statement
    ) async throws -> [Set<Rights.Action>] {
        let rights = Rights(of: viewer)
        guard !ids.isEmpty, !rights.actionsSomewhere.isEmpty else { return ids.map { _ in [] } }
        let rows = try await database.query("WITH RECURSIVE \(viewer.given(rights.groupRoles)) \(statement)")
        var found: [Int64: Set<Rights.Action>] = [:]
        for row in rows {
            let roles = try row.optional.string("roles")?.split(separator: ",").compactMap {
                Role(rawValue: String($0))
            }
            let (isOwn, isOperated) = (try row.bool("is_own"), try row.bool("is_operated"))
            let allowed = actions.filter { action in
                // Who borrows a station sets nothing up there.
                rights.allows(action) && (isOwn || isOperated && action == .operateStation)
                    || !rights.groupRoles(allowing: action).isDisjoint(with: roles ?? [])
            }
            found[try row.int64("id")] = Set(allowed)
        }
        return ids.map { found[$0] ?? [] }
    }

    package func stationsWithinGroups(_ stations: [StationID], viewer: Viewer) async throws -> Set<StationID> {
        guard !stations.isEmpty, let within = viewer.within(Rights(of: viewer).groupRoles, .everyStation) else {
            return []
        }
        let ids: [Int64] = try await database.query(
            "SELECT r.id FROM stations r WHERE r.id = ANY(\(stations.rawValues)) AND \(within)"
        ).column("id")
        return Set(ids.map(StationID.init(rawValue:)))
    }
}

/// Here `r` is what was given, and `p` the group that it is read from.
extension GroupMemberField: StoredField {
    var column: StoredColumn {
        switch self {
        case .userID: .integer("r.user_id")
        case .role: .text("r.role")
        case .groupID: .integer("r.group_id")
        case .isInherited: .boolean("r.group_id <> p.id")
        }
    }
}
