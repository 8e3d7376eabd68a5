package import Charging
import Postgres

extension ReadStore: AccountReading {
    package func viewer(tokenHash: [UInt8]) async throws -> Viewer? {
        let rows = try await database.query(Self.goodTokens + " AND r.token_hash = \(tokenHash)")
        try await noteUse(rows)
        return try Self.viewers(in: rows).first
    }

    package func viewers(ofTokens ids: [Int64]) async throws -> [Int64: Viewer] {
        guard !ids.isEmpty else { return [:] }
        let rows = try await database.query(Self.goodTokens + " AND r.id = ANY(\(ids))")
        try await noteUse(rows)
        return Dictionary(try Self.viewers(in: rows).map { ($0.tokenID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func organizations(
        text: String?, page: PageRequest, fields: Set<OrganizationField>, viewer: Viewer
    ) async throws -> RowPages<OrganizationField> {
        var conditions = [viewer.condition(on: .organizations)]
        if let pattern = text?.containedPattern { conditions.append("r.name ILIKE \(pattern)") }
        return try await Listing<OrganizationField>(
            source: "organizations r", conditions: conditions, order: ListOrder(key: "lower(r.name)", kind: .text)
        ).page(page, fields: fields, in: database)
    }

    package func organizations(
        ids: [OrganizationID], fields: Set<OrganizationField>, viewer: Viewer
    ) async throws -> RowBatch<OrganizationField> {
        try await rows(
            "organizations r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .organizations))
    }

    private static var goodTokens: Statement {
        """
        SELECT r.id AS token, u.id AS "user", u.organization_id AS organization, u.role AS role, r.kind, r.is_read_only,
            array_to_string(r.scopes, ',') AS scopes,
            CASE WHEN EXISTS (SELECT FROM station_shares l WHERE l.borrower_id = u.organization_id AND l.user_id = u.id
                    AND \(Share.isInForce)) THEN 'PERSON'
                WHEN EXISTS (SELECT FROM station_shares l WHERE l.borrower_id = u.organization_id AND l.user_id IS NULL
                    AND \(Share.isInForce)) THEN 'ORGANIZATION' ELSE 'NOTHING' END AS borrowing,
            (SELECT string_agg(DISTINCT within.role, ',') FROM group_roles within WHERE within.user_id = u.id) AS group_roles,
            coalesce(r.last_used_at < now() - interval '5 minutes', true) AS is_use_old
        FROM api_tokens r JOIN users u ON u.id = r.user_id WHERE \(isGoodToken) AND u.is_active
        """
    }

    /// When a token was last used is known to five minutes.
    private func noteUse(_ rows: PostgresRows) async throws {
        let used = try rows.filter { try $0.bool("is_use_old") }.map { try $0.int64("token") }
        guard !used.isEmpty else { return }
        _ = try await database.query("UPDATE api_tokens SET last_used_at = now() WHERE id = ANY(\(used))")
    }

    /// A role that this server does not know yet is no viewer.
    private static func viewers(in rows: PostgresRows) throws -> [Viewer] {
        try rows.compactMap { row in
            guard let role = Role(rawValue: try row.string("role")) else { return nil }
            let groupRoles = try row.optional.string("group_roles")?.split(separator: ",") ?? []
            let scopes = try row.optional.string("scopes")?.split(separator: ",")
            return Viewer(
                userID: UserID(rawValue: try row.int64("user")),
                organizationID: OrganizationID(rawValue: try row.int64("organization")), role: role,
                tokenID: try row.int64("token"),
                credential: try row.string("kind") == CredentialKind.session.rawValue ? .session : .token,
                isReadOnly: try row.bool("is_read_only"),
                borrowing: Borrowing(rawValue: try row.string("borrowing")) ?? .nothing,
                groupRoles: Set(groupRoles.compactMap { Role(rawValue: String($0)) }),
                // A scope that this server does not know yet allows nothing.
                scopes: scopes.map { Set($0.compactMap { TokenScope(rawValue: String($0)) }) })
        }
    }
}
