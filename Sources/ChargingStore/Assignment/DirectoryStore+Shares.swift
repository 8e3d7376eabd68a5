package import Charging
import JSON
import Postgres

extension DirectoryStore: StationSharing {
    package func share(_ share: NewShare, viewer: Viewer) async throws -> ChangedShare {
        try viewer.requireSomewhere(.shareStation)
        return try await database.withTransaction { transaction in
            let found = try await transaction.query(
                """
                SELECT r.organization_id FROM stations r WHERE r.id = \(share.station.rawValue)
                AND \(viewer.condition(on: .stations, for: .shareStation)) FOR NO KEY UPDATE
                """)
            guard let row = found.first else {
                throw ChargingError(.notFound, "this station does not exist", field: "stationId")
            }
            let owner = try row.int64("organization_id")
            let borrower = try await transaction.borrower(share.borrower, owner: owner)
            return try await transaction.insert(share, owner: owner, borrower, by: viewer)
        }
    }

    package func updateShare(_ change: ShareChange, viewer: Viewer) async throws -> ChangedShare {
        try viewer.requireSomewhere(.shareStation)
        let isTimed = change.endsAt.isChange
        let endsAt = (change.endsAt.value ?? nil).map { PostgresTimestamp($0) }
        return try await changed(
            """
            UPDATE station_shares r SET level = coalesce(\(change.level?.rawValue)::text, r.level),
                ends_at = CASE WHEN \(isTimed) THEN \(endsAt)::timestamptz ELSE r.ends_at END
            WHERE r.id = \(change.id.rawValue) AND \(Self.isOpen) AND \(viewer.condition(on: .shares, for: .shareStation))
            RETURNING \(ChangedShare.columns)
            """)
    }

    package func endShare(_ share: ShareID, viewer: Viewer) async throws -> ChangedShare {
        try viewer.requireSomewhere(.shareStation)
        return try await changed(
            """
            UPDATE station_shares r SET ended_at = now() WHERE r.id = \(share.rawValue) AND \(Self.isOpen)
            AND \(viewer.condition(on: .shares, for: .shareStation)) RETURNING \(ChangedShare.columns)
            """)
    }

    private static let isOpen: SQL = "r.ended_at IS NULL AND (r.ends_at IS NULL OR r.ends_at > now())"

    private func changed(_ statement: Statement) async throws -> ChangedShare {
        try await database.withTransaction { transaction in
            guard let row = try await transaction.query(statement).first else {
                throw ChargingError(.notFound, "this share does not exist, or has ended", field: "id")
            }
            return try ChangedShare(row)
        }
    }
}

extension Database.Transaction {
    fileprivate func insert(
        _ share: NewShare, owner: Int64, _ borrower: (organization: Int64, user: Int64?), by viewer: Viewer
    ) async throws -> ChangedShare {
        // One whose time is over makes place for the next.
        try await query(
            """
            UPDATE station_shares SET ended_at = ends_at WHERE station_id = \(share.station.rawValue)
            AND borrower_id = \(borrower.organization) AND coalesce(user_id, 0) = \(borrower.user ?? 0)
            AND ended_at IS NULL AND ends_at <= now()
            """)
        let lent = try await query(
            """
            SELECT count(*) AS count FROM station_shares l WHERE l.station_id = \(share.station.rawValue)
            AND \(Share.isInForce)
            """
        ).single().int("count")
        guard lent < NewShare.limit else {
            throw ChargingError(
                .limitExceeded, "the station is lent \(NewShare.limit) times already", field: "stationId")
        }
        let made = try await query(
            """
            INSERT INTO station_shares AS r (organization_id, station_id, borrower_id, user_id, level, ends_at, created_by)
            VALUES (\(owner), \(share.station.rawValue), \(borrower.organization), \(borrower.user),
                \(share.level.rawValue), \(share.endsAt.map { PostgresTimestamp($0) }), \(viewer.userID.rawValue))
            RETURNING \(ChangedShare.columns)
            """)
        return try ChangedShare(try made.single())
    }

    fileprivate func borrower(
        _ borrower: NewShare.Borrower, owner: Int64
    ) async throws -> (organization: Int64, user: Int64?) {
        let found: PostgresRows
        let field: String
        switch borrower {
        case .organization(let name):
            field = "organization"
            found = try await query(
                """
                SELECT o.id AS organization, NULL::bigint AS user_id FROM organizations o
                WHERE lower(o.name) = lower(\(name)::text)
                """)
        case .person(let email):
            field = "userEmail"
            found = try await query(
                """
                SELECT u.organization_id AS organization, u.id AS user_id FROM users u
                WHERE lower(u.email) = lower(\(email)::text) AND u.is_active
                """)
        }
        guard let row = found.first else { throw ChargingError(.notFound, "nobody has this name", field: field) }
        let organization = try row.int64("organization")
        guard organization != owner else {
            throw ChargingError(.badInput, "the station is theirs already", field: field)
        }
        return (organization, try row.optional.int64("user_id"))
    }
}

extension ChangedShare {
    fileprivate static let columns: SQL = "r.id, r.station_id, r.organization_id, r.borrower_id"

    fileprivate init(_ row: PostgresRow) throws {
        self.init(
            id: ShareID(rawValue: try row.int64("id")), station: StationID(rawValue: try row.int64("station_id")),
            owner: OrganizationID(rawValue: try row.int64("organization_id")),
            borrower: OrganizationID(rawValue: try row.int64("borrower_id")))
    }
}
