package import Charging
package import JSON
import Postgres

/// Accounts, sessions and what leads to them.
package struct AccountStore: Sendable {
    let database: Database

    package init(_ database: Database) { self.database = database }
}

extension AccountStore: IdentityStore, OwnAccountWriting {
    package func account(email: String) async throws -> SignInAccount? {
        try await account(where: "lower(u.email) = lower(\(email)::text)")
    }

    package func account(_ user: UserID) async throws -> SignInAccount? {
        try await account(where: "u.id = \(user.rawValue)")
    }

    private func account(where condition: Statement) async throws -> SignInAccount? {
        let rows = try await database.query(
            """
            SELECT u.id, u.organization_id, o.name AS organization, u.email, coalesce(u.language, 'en') AS language,
                u.password_hash, u.totp_encrypted, u.totp_confirmed_at IS NOT NULL AS has_second_factor, u.is_active
            FROM users u JOIN organizations o ON o.id = u.organization_id WHERE \(condition)
            """)
        return try rows.first.map { row in
            SignInAccount(
                id: UserID(rawValue: try row.int64("id")),
                organizationID: OrganizationID(rawValue: try row.int64("organization_id")),
                organization: try row.string("organization"), email: try row.string("email"),
                language: Language(rawValue: try row.string("language")) ?? .english,
                passwordHash: try row.optional.string("password_hash"),
                totpEncrypted: try row.optional.bytes("totp_encrypted"),
                hasSecondFactor: try row.bool("has_second_factor"), isActive: try row.bool("is_active"))
        }
    }

    // MARK: - Attempts

    package func begin(_ attempt: SignInAttempt) async throws -> Int64 {
        try await database.withTransaction { transaction in
            // One at a time for each account: who has a higher number sees all with a lower one.
            let key = attempt.accountKey.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
            try await transaction.query("SELECT pg_advisory_xact_lock(\(key))")
            return try await transaction.query(
                """
                INSERT INTO sign_in_events (user_id, organization_id, account_key, address, user_agent, outcome)
                VALUES (\(attempt.account?.id.rawValue), \(attempt.account?.organizationID.rawValue),
                    \(attempt.accountKey), \(attempt.origin.address), \(attempt.origin.userAgent),
                    \(attempt.outcome.rawValue))
                RETURNING id
                """
            ).single().int64("id")
        }
    }

    package func wait(before attempt: Int64, _ limit: AttemptLimit) async throws -> Duration? {
        let outcomes = limit.outcomes.map(\.rawValue)
        let window = Double(limit.window.components.seconds)
        let row = try await database.query(
            """
            WITH own AS (SELECT id, account_key, address FROM sign_in_events WHERE id = \(attempt)), before AS (
                (SELECT 'account' AS of, e.occurred_at FROM sign_in_events e, own WHERE e.account_key = own.account_key
                    AND e.id < own.id AND e.occurred_at > now() - make_interval(secs => \(window))
                    AND e.outcome = ANY(\(outcomes)) ORDER BY e.occurred_at DESC LIMIT \(Int64(limit.ofAccount)))
                UNION ALL
                (SELECT 'address', e.occurred_at FROM sign_in_events e, own WHERE e.address = own.address
                    AND e.id < own.id AND e.occurred_at > now() - make_interval(secs => \(window))
                    AND e.outcome = ANY(\(outcomes)) ORDER BY e.occurred_at DESC LIMIT \(Int64(limit.fromAddress))))
            SELECT coalesce(max(extract(epoch FROM ends - now()))::float8, 0) AS seconds FROM (
                SELECT min(occurred_at) + make_interval(secs => \(window)) AS ends FROM before WHERE of = 'account'
                HAVING count(*) >= \(Int64(limit.ofAccount))
                UNION ALL
                SELECT min(occurred_at) + make_interval(secs => \(window)) FROM before WHERE of = 'address'
                HAVING count(*) >= \(Int64(limit.fromAddress))) full_ones
            """
        ).single()
        let seconds = try row.double("seconds")
        guard seconds > 0 else { return nil }
        try await forget(attempt)
        return .seconds(seconds)
    }

    package func settle(_ attempt: Int64, as outcome: SignInOutcome) async throws {
        _ = try await database.query(
            "UPDATE sign_in_events SET outcome = \(outcome.rawValue) WHERE id = \(attempt)")
    }

    package func forget(_ attempt: Int64) async throws {
        _ = try await database.query("DELETE FROM sign_in_events WHERE id = \(attempt)")
    }

    package func useTicket(hash: [UInt8], expiresAt: Timestamp) async throws -> Bool {
        let rows = try await database.query(
            """
            INSERT INTO used_tickets (ticket_hash, expires_at) VALUES (\(hash), \(PostgresTimestamp(expiresAt)))
            ON CONFLICT DO NOTHING RETURNING 1 AS one
            """)
        return rows.count == 1
    }

    // MARK: - Sessions

    /// The oldest beyond these end when another begins.
    static let sessionsOfUser: Int64 = 50

    package func openSession(_ session: NewWebSession, of user: UserID, attempt: Int64) async throws -> Int64? {
        try await database.withTransaction { transaction in
            let owner = try await transaction.query(
                """
                UPDATE users SET last_sign_in_at = now() WHERE id = \(user.rawValue) AND is_active
                RETURNING organization_id
                """)
            guard let organization = try owner.first?.int64("organization_id") else { return nil }
            try await transaction.query(
                "UPDATE sign_in_events SET outcome = 'SIGNED_IN' WHERE id = \(attempt)")
            try await transaction.query(
                """
                DELETE FROM api_tokens WHERE id IN (SELECT id FROM api_tokens WHERE user_id = \(user.rawValue)
                    AND kind = 'SESSION' AND revoked_at IS NULL ORDER BY id DESC OFFSET \(Self.sessionsOfUser - 1))
                """)
            return try await transaction.query(
                """
                INSERT INTO api_tokens (organization_id, user_id, token_hash, kind, expires_at, last_used_at, address,
                    user_agent)
                VALUES (\(organization), \(user.rawValue), \(session.tokenHash), 'SESSION',
                    \(PostgresTimestamp(session.expiresAt)), now(), \(session.origin.address), \(session.origin.userAgent))
                RETURNING id
                """
            ).single().int64("id")
        }
    }

    package func endSession(
        _ id: Int64, of user: UserID, origin: RequestOrigin, accountKey: [UInt8]
    ) async throws {
        _ = try await database.query(
            """
            WITH gone AS (
                DELETE FROM api_tokens WHERE id = \(id) AND user_id = \(user.rawValue) AND kind = 'SESSION'
                RETURNING user_id, organization_id)
            INSERT INTO sign_in_events (user_id, organization_id, account_key, address, user_agent, outcome)
            SELECT user_id, organization_id, \(accountKey)::bytea, \(origin.address)::text, \(origin.userAgent)::text,
                'SIGNED_OUT' FROM gone
            """)
    }

    package func createToken(
        hash: [UInt8], name: String?, expiresAt: Timestamp?, isReadOnly: Bool, scopes: Set<TokenScope>?, viewer: Viewer
    ) async throws {
        try viewer.requireGiving(scopes: scopes)
        let words = scopes?.map(\.rawValue).sorted().joined(separator: ",")
        let made = try await database.query(
            """
            INSERT INTO api_tokens (organization_id, user_id, token_hash, name, expires_at, is_read_only, scopes)
            SELECT \(viewer.organizationID.rawValue), \(viewer.userID.rawValue), \(hash), \(name)::text,
                \(expiresAt.map { PostgresTimestamp($0) })::timestamptz, \(isReadOnly),
                string_to_array(\(words)::text, ',')
            WHERE (SELECT count(*) FROM api_tokens t WHERE t.user_id = \(viewer.userID.rawValue) AND t.kind = 'API'
                AND t.revoked_at IS NULL) < 100 RETURNING id
            """)
        guard made.count == 1 else {
            throw ChargingError(.limitExceeded, "You have 100 tokens. Revoke one that you no longer use.")
        }
    }

    package func revokeToken(_ id: Int64, viewer: Viewer) async throws {
        let gone = try await database.query(
            """
            UPDATE api_tokens SET revoked_at = now() WHERE id = \(id) AND user_id = \(viewer.userID.rawValue)
                AND revoked_at IS NULL RETURNING id
            """)
        guard gone.count == 1 else { throw ChargingError(.notFound, "this is no token of yours", field: "id") }
    }

    package func savePreference(_ key: String, _ value: String?, viewer: Viewer) async throws {
        let saved = try await database.query(
            """
            UPDATE users SET preferences = CASE WHEN \(value)::text IS NULL THEN preferences - \(key)::text
                ELSE preferences || jsonb_build_object(\(key)::text, \(value)::jsonb) END
            WHERE id = \(viewer.userID.rawValue) AND octet_length((preferences || jsonb_build_object(\(key)::text,
                coalesce(\(value)::jsonb, 'null')))::text) <= 65536 RETURNING id
            """)
        guard saved.count == 1 else {
            throw ChargingError(.limitExceeded, "Preferences may have 64 kB together.", field: "value")
        }
    }
}
