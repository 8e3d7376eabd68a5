package import Charging
import JSON
import Postgres

// What is done with groups that are there.
extension DirectoryStore {
    package func updateGroup(_ change: GroupChange, viewer: Viewer) async throws {
        try require(.changeGroup, of: viewer)
        try await database.withTransaction { transaction in
            let id = change.id.rawValue
            guard let organization = try await transaction.lockGroups([id], viewer: viewer).first else {
                throw ChargingError(.notFound, "this group does not exist", field: "id")
            }
            if let parent = change.parentID.value ?? nil {
                let depth = try await transaction.depth(below: id)
                try await transaction.checkParent(parent, of: change.id, depth: depth, organization: organization)
            }
            try await transaction.query(
                """
                UPDATE groups SET name = coalesce(\(change.name), name), parent_id = CASE WHEN \(change.parentID.isChange)
                    THEN \((change.parentID.value ?? nil)?.rawValue) ELSE parent_id END WHERE id = \(id)
                """)
            if let stations = change.stationIDs {
                try await transaction.query("DELETE FROM station_groups WHERE group_id = \(id)")
                try await transaction.link(
                    id, to: .stations(stations), in: .stationGroupsOfGroup, viewer: viewer, organization: organization)
            }
            if let tags = change.tagIDs {
                try await transaction.query("DELETE FROM tag_groups WHERE group_id = \(id)")
                try await transaction.link(
                    id, to: .tags(tags), in: .tagGroupsOfGroup, viewer: viewer, organization: organization)
            }
        }
    }

    package func deleteGroups(_ groups: [GroupID], viewer: Viewer) async throws {
        try require(.changeGroup, of: viewer)
        let ids = Set(groups.rawValues).sorted()
        try await database.withTransaction { transaction in
            guard try await transaction.lockGroups(ids, viewer: viewer).count == ids.count else {
                throw ChargingError(.notFound, "not all of these exist", field: "ids")
            }
            let kept = try await transaction.query(
                """
                SELECT p.name FROM groups g JOIN groups p ON p.id = g.parent_id
                WHERE g.parent_id = ANY(\(ids)) AND g.id <> ALL(\(ids)) ORDER BY p.name LIMIT 1
                """)
            if let row = kept.first {
                let name = try row.string("name")
                throw ChargingError(
                    .conflict, "the group \(name) has groups below it; move or delete them too", field: "ids")
            }
            try await transaction.query("DELETE FROM groups WHERE id = ANY(\(ids))")
        }
    }
}

extension Database.Transaction {
    /// Keeps others from moving groups of the same organizations until the end: two moves at once could make a ring.
    ///
    /// - Returns: the organization of each group found.
    fileprivate func lockGroups(_ ids: [Int64], viewer: Viewer) async throws -> [Int64] {
        try await query(
            """
            SELECT o.id FROM organizations o WHERE o.id IN (
                SELECT r.organization_id FROM groups r WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: .groups)))
            ORDER BY o.id FOR NO KEY UPDATE
            """)
        return try await query(
            """
            SELECT r.organization_id FROM groups r WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: .groups))
            """
        ).column("organization_id")
    }

    /// - Parameters:
    ///   - group: nil for one that is being made.
    ///   - depth: how many groups stand above one another from it on.
    /// - Throws: ``ChargingError`` `.badInput` when the parent is of another organization, the group itself or below it,
    ///   `.limitExceeded` when groups would be nested too deeply.
    func checkParent(_ parent: GroupID, of group: GroupID?, depth: Int, organization: Int64) async throws {
        let above: [Int64] = try await query(
            """
            WITH RECURSIVE above (id, parent_id, depth) AS (
                SELECT id, parent_id, 1 FROM groups WHERE id = \(parent.rawValue) AND organization_id = \(organization)
                UNION ALL SELECT g.id, g.parent_id, a.depth + 1 FROM groups g JOIN above a ON g.id = a.parent_id
                WHERE a.depth <= \(Int32(GroupChange.deepestNesting)))
            SELECT id FROM above
            """
        ).column("id")
        guard !above.isEmpty else {
            throw ChargingError(.badInput, "this group does not exist in your organization", field: "parentId")
        }
        if let group, above.contains(group.rawValue) {
            throw ChargingError(.badInput, "a group cannot be below itself", field: "parentId")
        }
        guard above.count + depth <= GroupChange.deepestNesting else {
            throw ChargingError(
                .limitExceeded, "groups can be nested \(GroupChange.deepestNesting) deep", field: "parentId")
        }
    }

    fileprivate func depth(below group: Int64) async throws -> Int {
        try await query(
            """
            WITH RECURSIVE below (id, depth) AS (SELECT \(group), 1
                UNION ALL SELECT g.id, b.depth + 1 FROM groups g JOIN below b ON g.parent_id = b.id
                WHERE b.depth <= \(Int32(GroupChange.deepestNesting)))
            SELECT max(depth) AS depth FROM below
            """
        ).single().int("depth")
    }
}
