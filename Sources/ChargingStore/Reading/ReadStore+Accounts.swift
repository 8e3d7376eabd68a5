package import Charging
import Postgres

extension ReadStore: AccountReading {
    package func viewer(tokenHash: [UInt8]) async throws -> Viewer? {
        let rows = try await database.query(Self.goodTokens + " AND t.token_hash = \(tokenHash)")
        return try Self.viewers(in: rows).first
    }

    package func viewers(ofTokens ids: [Int64]) async throws -> [Int64: Viewer] {
        guard !ids.isEmpty else { return [:] }
        let rows = try await database.query(Self.goodTokens + " AND t.id = ANY(\(ids))")
        return Dictionary(try Self.viewers(in: rows).map { ($0.tokenID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func users(ids: [UserID], fields: Set<UserField>, viewer: Viewer) async throws -> RowBatch<UserField> {
        try await rows("users r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .users))
    }

    package func organizations(
        ids: [OrganizationID], fields: Set<OrganizationField>, viewer: Viewer
    ) async throws -> RowBatch<OrganizationField> {
        try await rows(
            "organizations r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .organizations))
    }

    private static var goodTokens: Statement {
        """
        SELECT t.id AS token, u.id AS "user", u.organization_id AS organization, u.role AS role
        FROM api_tokens t JOIN users u ON u.id = t.user_id
        WHERE t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now()) AND u.is_active
        """
    }

    /// A role that this server does not know yet is no viewer.
    private static func viewers(in rows: PostgresRows) throws -> [Viewer] {
        try rows.compactMap { row in
            guard let role = Role(rawValue: try row.string("role")) else { return nil }
            return Viewer(
                userID: UserID(rawValue: try row.int64("user")),
                organizationID: OrganizationID(rawValue: try row.int64("organization")), role: role,
                tokenID: try row.int64("token"))
        }
    }
}
