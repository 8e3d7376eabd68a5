package import Charging
import Postgres

extension DirectoryStore: UserWriting {
    package func addUser(_ user: NewUser, viewer: Viewer) async throws -> UserID {
        try viewer.require(.manageUsers)
        try requireMight(viewer, over: user.role)
        return try await database.withTransaction { try await $0.add(user, to: viewer.organizationID) }
    }

    package func updateUser(_ change: UserChange, viewer: Viewer) async throws {
        let isOwn = change.id == viewer.userID && change.isOfOneself && !viewer.isReadOnly
        if !isOwn { try viewer.require(.manageUsers) }
        try await database.withTransaction { transaction in
            let held = try await transaction.lockUsers([change.id.rawValue], viewer: viewer)
            guard let user = held.first else { throw ChargingError(.notFound, "this user does not exist", field: "id") }
            if !isOwn { try requireMight(viewer, over: user.role) }
            if let role = change.role { try requireMight(viewer, over: role) }
            if change.id == viewer.userID, change.isActive == false || change.role.map({ $0 != user.role }) == true {
                throw ChargingError(.conflict, "you cannot change your own role or status")
            }
            try await transaction.query(
                """
                UPDATE users SET
                    first_name = \(change.firstName, else: "first_name"), last_name = \(change.lastName, else: "last_name"),
                    mobile_number = \(change.mobileNumber, else: "mobile_number"),
                    employee_number = \(change.employeeNumber, else: "employee_number"),
                    customer_number = \(change.customerNumber, else: "customer_number"),
                    reference_number = \(change.referenceNumber, else: "reference_number"),
                    language = \(change.language.map { $0?.rawValue }, else: "language"),
                    role = coalesce(\(change.role?.rawValue), role), is_active = coalesce(\(change.isActive), is_active)
                WHERE id = \(change.id.rawValue)
                """)
            try await transaction.requireOwners(of: [user.organization], hadOwners: user.organizationHasOwner)
        }
    }

    package func deleteUsers(_ users: [UserID], viewer: Viewer) async throws {
        try viewer.require(.manageUsers)
        let ids = Set(users.rawValues).sorted()
        guard !ids.contains(viewer.userID.rawValue) else {
            throw ChargingError(
                .conflict, "your own account is deleted in your profile, with your password", field: "ids")
        }
        try await database.withTransaction { transaction in
            let held = try await transaction.lockUsers(ids, viewer: viewer)
            guard held.count == ids.count else {
                throw ChargingError(.notFound, "not all of these exist", field: "ids")
            }
            for user in held { try requireMight(viewer, over: user.role) }
            try await transaction.delete(held, ids: ids)
        }
    }

    package func deleteAccount(of viewer: Viewer) async throws {
        guard !viewer.isReadOnly else { throw ChargingError(.forbidden, "this token changes nothing") }
        let ids = [viewer.userID.rawValue]
        try await database.withTransaction { transaction in
            let held = try await transaction.lockUsers(ids, viewer: viewer)
            guard !held.isEmpty else { throw ChargingError(.notFound, "your account is gone") }
            try await transaction.delete(held, ids: ids)
        }
    }

    package func removeSecondFactor(ofUser user: UserID, viewer: Viewer) async throws {
        try viewer.require(.manageUsers)
        try await database.withTransaction { transaction in
            guard let held = try await transaction.lockUsers([user.rawValue], viewer: viewer).first else {
                throw ChargingError(.notFound, "this user does not exist", field: "id")
            }
            try requireMight(viewer, over: held.role)
            try await transaction.removeSecondFactor(of: user)
        }
    }

    func requireMight(_ viewer: Viewer, over role: Role) throws {
        guard viewer.role.mayGive(role) else {
            throw ChargingError(.forbidden, "only who has the role \(role.rawValue), or a mightier one, may do this")
        }
    }
}

private struct HeldUser {
    let role: Role
    let organization: Int64
    let organizationHasOwner: Bool
}

extension Database.Transaction {
    /// Who is yet to set a password.
    func add(_ user: NewUser, to organization: OrganizationID) async throws -> UserID {
        let made = try await query(
            """
            INSERT INTO users (organization_id, email, role, first_name, last_name, language, is_invited)
            VALUES (\(organization.rawValue), \(user.email), \(user.role.rawValue), \(user.names.first),
                \(user.names.last), \(user.language?.rawValue), true)
            RETURNING id
            """)
        return UserID(rawValue: try made.single().int64("id"))
    }

    /// Keeps others from changing accounts of the same organizations until the end: two could take each other for the owner
    /// that stays.
    fileprivate func lockUsers(_ ids: [Int64], viewer: Viewer) async throws -> [HeldUser] {
        try await query(
            """
            SELECT o.id FROM organizations o WHERE o.id IN (SELECT r.organization_id FROM users r
                WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: .users))) ORDER BY o.id FOR NO KEY UPDATE
            """)
        let rows = try await query(
            """
            SELECT r.role, r.organization_id, EXISTS (SELECT FROM users x WHERE x.organization_id = r.organization_id
                AND x.role = 'ORGANIZATION_OWNER' AND x.is_active) AS has_owner
            FROM users r WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: .users)) FOR NO KEY UPDATE
            """)
        return try rows.map { row in
            // A role that this server does not know yet is above all that it knows.
            HeldUser(
                role: Role(rawValue: try row.string("role")) ?? .platformOperator,
                organization: try row.int64("organization_id"), organizationHasOwner: try row.bool("has_owner"))
        }
    }

    /// - Throws: ``ChargingError`` `.conflict` when an organization would lose its last active owner.
    fileprivate func delete(_ users: [HeldUser], ids: [Int64]) async throws {
        let tags = try await query(
            """
            UPDATE tags SET alias = NULL, note = NULL, is_blocked = true, user_id = NULL WHERE user_id = ANY(\(ids))
            RETURNING id
            """
        ).map { try $0.int64("id") }
        try await query(
            "DELETE FROM mails WHERE lower(recipient) IN (SELECT lower(email) FROM users WHERE id = ANY(\(ids)))")
        try await query("DELETE FROM users WHERE id = ANY(\(ids))")
        try await query("SELECT forget_people(\(ids), \(tags))")
        try await requireOwners(of: users.filter(\.organizationHasOwner).map(\.organization), hadOwners: true)
    }

    /// - Throws: ``ChargingError`` `.conflict` when one of the organizations had an active owner and has none now.
    fileprivate func requireOwners(of organizations: [Int64], hadOwners: Bool) async throws {
        guard hadOwners else { return }
        let without = try await query(
            """
            SELECT o.id FROM unnest(\(organizations)) AS o(id) WHERE NOT EXISTS (SELECT FROM users x
                WHERE x.organization_id = o.id AND x.role = 'ORGANIZATION_OWNER' AND x.is_active)
            """)
        guard without.isEmpty else {
            throw ChargingError(.conflict, "an organization keeps at least one active owner")
        }
    }
}

extension Change {
    fileprivate func map<Other: Sendable & Hashable>(_ transform: (Value) -> Other) -> Change<Other> {
        switch self {
        case .unchanged: .unchanged
        case .to(let value): .to(transform(value))
        }
    }
}

extension Statement.StringInterpolation {
    /// The value that a column gets, or the column itself where it stays.
    mutating func appendInterpolation(_ change: Change<String?>, else column: SQL) {
        switch change {
        case .unchanged: appendInterpolation(column)
        case .to(let value): appendInterpolation(value)
        }
    }
}
