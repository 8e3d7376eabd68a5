package import Charging
import Postgres

extension DirectoryStore: GroupRoleWriting {
    package func setGroupRole(_ change: GroupRoleChange, viewer: Viewer) async throws {
        try viewer.require(.manageUsers)
        guard change.role.map(Role.ofGroups.contains) ?? true else {
            throw ChargingError(.badInput, "within groups the roles are MANAGER, INSTALLER and SUPPORT", field: "role")
        }
        let (group, user) = (change.group.rawValue, change.user.rawValue)
        try await database.withTransaction { transaction in
            // One after the other, so that the limit holds.
            let groups = try await transaction.query(
                """
                SELECT r.organization_id FROM groups r WHERE r.id = \(group) AND \(viewer.condition(on: .groups))
                FOR NO KEY UPDATE
                """)
            guard let organization = try groups.first?.int64("organization_id") else {
                throw ChargingError(.notFound, "this group does not exist", field: "groupId")
            }
            let users = try await transaction.query(
                """
                SELECT r.role FROM users r WHERE r.id = \(user) AND r.organization_id = \(organization)
                AND \(viewer.condition(on: .users)) FOR NO KEY UPDATE
                """)
            guard let word = try users.first?.string("role") else {
                throw ChargingError(.notFound, "this user does not exist", field: "userId")
            }
            try requireMight(viewer, over: Role(rawValue: word) ?? .platformOperator)
            guard let role = change.role else {
                try await transaction.query("DELETE FROM group_roles WHERE group_id = \(group) AND user_id = \(user)")
                return
            }
            try await transaction.give(role, change, organization: organization, by: viewer)
        }
    }
}

extension Database.Transaction {
    fileprivate func give(_ role: Role, _ change: GroupRoleChange, organization: Int64, by viewer: Viewer) async throws
    {
        let (group, user) = (change.group.rawValue, change.user.rawValue)
        let given = try await query(
            """
            SELECT greatest((SELECT count(*) FROM group_roles WHERE group_id = \(group) AND user_id <> \(user)),
                (SELECT count(*) FROM group_roles WHERE user_id = \(user) AND group_id <> \(group))) AS count
            """
        ).single().int("count")
        guard given < GroupRoleChange.limit else {
            throw ChargingError(
                .limitExceeded, "a group has up to \(GroupRoleChange.limit) roles, and so has a person", field: "role")
        }
        try await query(
            """
            INSERT INTO group_roles AS r (organization_id, group_id, user_id, role, given_by)
            VALUES (\(organization), \(group), \(user), \(role.rawValue),
                nullif(\(viewer.userID.rawValue), \(UserID.server.rawValue)))
            ON CONFLICT (user_id, group_id) DO UPDATE SET role = excluded.role, given_by = excluded.given_by,
                given_at = now() WHERE r.role <> excluded.role
            """)
    }
}
