package import Charging
package import JSON
import Postgres

extension DirectoryStore: AccountAdministration {
    package func createUser(_ account: NewAccount) async throws -> UserID {
        try await database.withTransaction { transaction in
            try await transaction.query(
                "INSERT INTO organizations (name) VALUES (\(account.organization)) ON CONFLICT DO NOTHING")
            let rows = try await transaction.query(
                """
                INSERT INTO users (organization_id, email, role, password_hash)
                SELECT r.id, \(account.email)::text, \(account.role.rawValue)::text, \(account.passwordHash)::text
                FROM organizations r WHERE lower(r.name) = lower(\(account.organization)::text) RETURNING id
                """)
            return UserID(rawValue: try rows.single().int64("id"))
        }
    }

    package func createToken(hash: [UInt8], email: String, expiresAt: Timestamp?) async throws -> Viewer {
        let rows = try await database.query(
            """
            WITH owner AS (
                SELECT id, organization_id, role FROM users WHERE lower(email) = lower(\(email)::text) AND is_active
            ), made AS (
                INSERT INTO api_tokens (organization_id, user_id, token_hash, expires_at)
                SELECT organization_id, id, \(hash), \(expiresAt.map { PostgresTimestamp($0) }) FROM owner RETURNING id
            )
            SELECT made.id AS token, owner.id AS "user", owner.organization_id AS organization, owner.role AS role
            FROM made CROSS JOIN owner
            """)
        guard let row = rows.first, let role = Role(rawValue: try row.string("role")) else {
            throw ChargingError(.notFound, "no active user has this e-mail", field: "email")
        }
        return Viewer(
            userID: UserID(rawValue: try row.int64("user")),
            organizationID: OrganizationID(rawValue: try row.int64("organization")), role: role,
            tokenID: try row.int64("token"))
    }
}
