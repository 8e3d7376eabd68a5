package import Charging
import JSON
import Postgres

// What is done with groups that are there.
extension DirectoryStore {
    package func updateGroup(_ change: GroupChange, viewer: Viewer) async throws {
        try viewer.requireSomewhere(.changeGroup)
        try await database.withTransaction { transaction in
            let id = change.id.rawValue
            guard let organization = try await transaction.lockGroups([id], viewer: viewer).first else {
                throw ChargingError(.notFound, "this group does not exist", field: "id")
            }
            let isMoved = try await transaction.isMove(change, viewer: viewer)
            if isMoved, let parent = change.parentID.value ?? nil {
                let depth = try await transaction.depth(below: id)
                try await transaction.checkParent(
                    parent, of: change.id, depth: depth, organization: organization,
                    reached: viewer.condition(on: .groups, for: .changeGroup))
            }
            try await transaction.query(
                """
                UPDATE groups SET name = coalesce(\(change.name), name), parent_id = CASE WHEN \(isMoved)
                    THEN \((change.parentID.value ?? nil)?.rawValue) ELSE parent_id END WHERE id = \(id)
                """)
            // What belongs to this group alone is reached through it: asked before it is taken out.
            try await transaction.requireReach(
                of: change.stationIDs.map { .stations($0) }, for: .changeGroup, viewer: viewer,
                organization: organization)
            try await transaction.requireReach(
                of: change.tagIDs.map { .tags($0) }, for: .changeGroup, viewer: viewer, organization: organization)
            let linking: Rights.Action? = Rights(of: viewer).allows(.changeGroup) ? .changeGroup : nil
            if let stations = change.stationIDs {
                try await transaction.query("DELETE FROM station_groups WHERE group_id = \(id)")
                try await transaction.link(
                    id, to: .stations(stations), in: .stationGroupsOfGroup, for: linking, viewer: viewer,
                    organization: organization)
            }
            if let tags = change.tagIDs {
                try await transaction.query("DELETE FROM tag_groups WHERE group_id = \(id)")
                try await transaction.link(
                    id, to: .tags(tags), in: .tagGroupsOfGroup, for: linking, viewer: viewer, organization: organization
                )
            }
        }
    }

    package func deleteGroups(_ groups: [GroupID], viewer: Viewer) async throws {
        try viewer.requireSomewhere(.changeGroup)
        let ids = Set(groups.rawValues).sorted()
        try await database.withTransaction { transaction in
            guard try await transaction.lockGroups(ids, viewer: viewer).count == ids.count else {
                throw ChargingError(.notFound, "not all of these exist", field: "ids")
            }
            try await transaction.requireGroupsAbove(ids, viewer: viewer)
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
                SELECT r.organization_id FROM groups r WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: .groups, for: .changeGroup)))
            ORDER BY o.id FOR NO KEY UPDATE
            """)
        return try await query(
            """
            SELECT r.organization_id FROM groups r WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: .groups, for: .changeGroup))
            """
        ).column("organization_id")
    }

    /// Whether the group gets another parent. Within groups one is moved only below and from below those that may be changed.
    fileprivate func isMove(_ change: GroupChange, viewer: Viewer) async throws -> Bool {
        guard change.parentID.isChange, !Rights(of: viewer).allows(.changeGroup) else {
            return change.parentID.isChange
        }
        let parent = (change.parentID.value ?? nil)?.rawValue
        let isSame = try await query(
            "SELECT parent_id IS NOT DISTINCT FROM \(parent) AS is_same FROM groups WHERE id = \(change.id.rawValue)"
        ).single().bool("is_same")
        guard !isSame else { return false }
        guard parent != nil else { throw ChargingError(.forbidden, "your role does not allow this") }
        try await requireGroupsAbove([change.id.rawValue], viewer: viewer)
        return true
    }

    /// Where a role was given, there the group itself stays.
    fileprivate func requireGroupsAbove(_ groups: [Int64], viewer: Viewer) async throws {
        guard !Rights(of: viewer).allows(.changeGroup) else { return }
        let below = try await query(
            """
            SELECT g.id FROM groups g JOIN groups r ON r.id = g.parent_id
            WHERE g.id = ANY(\(groups)) AND \(viewer.condition(on: .groups, for: .changeGroup))
            """)
        guard below.count == groups.count else { throw ChargingError(.forbidden, "your role does not allow this") }
    }

    /// - Parameters:
    ///   - group: nil for one that is being made.
    ///   - depth: how many groups stand above one another from it on.
    /// - Throws: ``ChargingError`` `.badInput` when the parent is of another organization, the group itself or below it,
    ///   `.limitExceeded` when groups would be nested too deeply.
    func checkParent(
        _ parent: GroupID, of group: GroupID?, depth: Int, organization: Int64, reached: Statement
    ) async throws {
        let above: [Int64] = try await query(
            """
            WITH RECURSIVE above (id, parent_id, depth) AS (
                SELECT r.id, r.parent_id, 1 FROM groups r WHERE r.id = \(parent.rawValue)
                    AND r.organization_id = \(organization) AND \(reached)
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
