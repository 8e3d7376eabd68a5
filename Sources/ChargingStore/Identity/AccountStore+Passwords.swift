package import Charging
package import JSON
import Postgres

extension AccountStore {
    package func setPassword(
        _ hash: String, of user: UserID, remaining: (id: Int64, tokenHash: [UInt8])?, _ mail: NewMail
    ) async throws {
        try await database.withTransaction { transaction in
            try await transaction.query(
                "UPDATE users SET password_hash = \(hash), is_invited = false WHERE id = \(user.rawValue)")
            try await transaction.endSessions(of: user, but: remaining?.id)
            if let remaining {
                try await transaction.query(
                    "UPDATE api_tokens SET token_hash = \(remaining.tokenHash) WHERE id = \(remaining.id)")
            }
            try await transaction.query("DELETE FROM mailed_secrets WHERE user_id = \(user.rawValue)")
            try await transaction.enqueue(mail)
        }
    }

    package func setPassword(
        _ hash: String, bySecret secret: [UInt8], purpose: MailedSecretPurpose, names: PersonNames?,
        origin: RequestOrigin
    ) async throws -> UserID? {
        try await database.withTransaction { transaction in
            let used = try await transaction.query(
                """
                DELETE FROM mailed_secrets WHERE secret_hash = \(secret) AND purpose = \(purpose.rawValue)
                    AND expires_at > now() RETURNING user_id
                """)
            guard let id = try used.first?.int64("user_id") else { return nil }
            let account = try await transaction.query(
                """
                UPDATE users SET password_hash = \(hash), is_invited = false,
                    first_name = coalesce(\(names?.first), first_name), last_name = coalesce(\(names?.last), last_name)
                WHERE id = \(id) AND is_active RETURNING organization_id, email
                """)
            guard let row = account.first else { return nil }
            let user = UserID(rawValue: id)
            try await transaction.endSessions(of: user, but: nil)
            try await transaction.query("DELETE FROM mailed_secrets WHERE user_id = \(id)")
            try await transaction.query(
                """
                INSERT INTO sign_in_events (user_id, organization_id, account_key, address, user_agent, outcome)
                VALUES (\(id), \(try row.int64("organization_id")), sha256(convert_to(lower(\(try row.string("email"))::text),
                    'UTF8')), \(origin.address), \(origin.userAgent), 'PASSWORD_RESET')
                """)
            return user
        }
    }

    package func mail(
        _ secret: (hash: [UInt8], purpose: MailedSecretPurpose, expiresAt: Timestamp), to user: UserID, _ mail: NewMail
    ) async throws {
        try await database.withTransaction { transaction in
            // The last link is the one that is good.
            try await transaction.query(
                """
                DELETE FROM mailed_secrets WHERE user_id = \(user.rawValue) AND purpose = \(secret.purpose.rawValue)
                """)
            try await transaction.query(
                """
                INSERT INTO mailed_secrets (user_id, purpose, secret_hash, expires_at)
                VALUES (\(user.rawValue), \(secret.purpose.rawValue), \(secret.hash),
                    \(PostgresTimestamp(secret.expiresAt)))
                """)
            try await transaction.enqueue(mail)
        }
    }

    package func useCode(hash: [UInt8], of user: UserID) async throws -> Bool {
        // A wrong code uses the right one up: eight digits are for one guess.
        let gone = try await database.query(
            """
            DELETE FROM mailed_secrets WHERE user_id = \(user.rawValue) AND purpose = 'SIGN_IN_CODE'
            RETURNING secret_hash = \(hash) AND expires_at > now() AS is_good
            """)
        return try gone.contains { try $0.bool("is_good") }
    }

    // MARK: - Second factor

    package func proposeSecondFactor(_ encrypted: [UInt8], of user: UserID) async throws {
        _ = try await database.query(
            """
            UPDATE users SET totp_encrypted = \(encrypted), totp_last_step = 0
            WHERE id = \(user.rawValue) AND totp_confirmed_at IS NULL
            """)
    }

    package func confirmSecondFactor(
        _ encrypted: [UInt8], of user: UserID, step: Int64, recoveryCodeHashes: [[UInt8]]
    ) async throws -> Bool {
        try await database.withTransaction { transaction in
            let confirmed = try await transaction.query(
                """
                UPDATE users SET totp_confirmed_at = now(), totp_last_step = \(step)
                WHERE id = \(user.rawValue) AND totp_encrypted = \(encrypted) AND totp_confirmed_at IS NULL RETURNING id
                """)
            guard confirmed.count == 1 else { return false }
            try await transaction.query("DELETE FROM recovery_codes WHERE user_id = \(user.rawValue)")
            try await transaction.query(
                """
                INSERT INTO recovery_codes (user_id, code_hash)
                SELECT \(user.rawValue), hash FROM unnest(\(recoveryCodeHashes)) AS hash
                """)
            return true
        }
    }

    package func removeSecondFactor(of user: UserID) async throws {
        try await database.withTransaction { transaction in
            try await transaction.removeSecondFactor(of: user)
        }
    }

    package func useStep(_ step: Int64, of user: UserID) async throws -> Bool {
        let used = try await database.query(
            """
            UPDATE users SET totp_last_step = \(step) WHERE id = \(user.rawValue) AND totp_last_step < \(step)
            RETURNING id
            """)
        return used.count == 1
    }

    package func useRecoveryCode(hash: [UInt8], of user: UserID) async throws -> Bool {
        let used = try await database.query(
            """
            DELETE FROM recovery_codes WHERE user_id = \(user.rawValue) AND code_hash = \(hash) RETURNING 1 AS one
            """)
        return used.count == 1
    }
}

extension Database.Transaction {
    /// Browsers are signed out; tokens of the API stay.
    fileprivate func endSessions(of user: UserID, but remaining: Int64?) async throws {
        try await query(
            """
            DELETE FROM api_tokens WHERE user_id = \(user.rawValue) AND kind = 'SESSION' AND id <> \(remaining ?? 0)
            """)
    }

    func removeSecondFactor(of user: UserID) async throws {
        try await query(
            """
            UPDATE users SET totp_encrypted = NULL, totp_confirmed_at = NULL, totp_last_step = 0
            WHERE id = \(user.rawValue)
            """)
        try await query("DELETE FROM recovery_codes WHERE user_id = \(user.rawValue)")
    }

    /// A mail goes out when what it is about is committed.
    func enqueue(_ mail: NewMail) async throws {
        try await query(
            """
            INSERT INTO mails (recipient, subject, body_encrypted)
            VALUES (\(mail.recipient), \(mail.subject), \(mail.encryptedBody))
            """)
    }
}
