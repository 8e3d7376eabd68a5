package import Charging
import JSON
import Postgres

extension DirectoryStore: DirectoryWriting {
    package func onboardStation(_ station: NewStation, viewer: Viewer) async throws -> StationRecord {
        try requireWithin(station.groupIDs, .onboardStation, of: viewer)
        return try await database.withTransaction { transaction in
            let rows = try await transaction.query(
                """
                INSERT INTO stations AS r (organization_id, charge_point_id, description, admission,
                    password_verifier, password_encrypted)
                SELECT \(viewer.organizationID.rawValue), \(station.chargePointID.text), \(station.description)::text,
                    \(station.admission.rawValue), \(station.credential?.verifier)::bytea,
                    \(station.credential?.encrypted)::bytea
                WHERE NOT EXISTS (SELECT FROM stations gone WHERE gone.charge_point_id = \(station.chargePointID.text)
                    AND gone.removed_at IS NOT NULL AND gone.access_code_encrypted IS NOT NULL
                    AND gone.organization_id <> \(viewer.organizationID.rawValue))
                RETURNING \(StationRecord.columns)
                """)
            // One that has an access code is claimed with it, also when nobody has it.
            guard let row = rows.first else { throw ChargingError.chargePointIDIsTaken }
            let record = try StationRecord(row)
            try await transaction.link(
                record.id.rawValue, to: .groups(station.groupIDs), in: .stationGroupsOfStation, for: .onboardStation,
                viewer: viewer)
            return record
        }
    }

    package func createTag(_ tag: NewTag, viewer: Viewer) async throws -> TagID {
        try requireWithin(tag.groupIDs, .createTag, of: viewer)
        try requirePlaces(tag.stationIDs, for: .createTag, viewer: viewer)
        return try await database.withYieldingTransaction { transaction in
            if let user = tag.userID { try await requireUser(user, viewer: viewer, in: transaction) }
            let rows = try await transaction.query(
                """
                INSERT INTO tags (organization_id, id_tag, note, alias, type, medium, expires_at, is_blocked,
                    allows_concurrent, parent_id_tag, user_id)
                VALUES (\(viewer.organizationID.rawValue), \(tag.idTag), \(tag.note), \(tag.alias), \(tag.type.rawValue),
                    \(tag.medium.rawValue), \(tag.expiresAt.map { PostgresTimestamp($0) }), \(tag.isBlocked),
                    \(tag.allowsConcurrent), \(tag.parentIDTag), \(tag.userID?.rawValue))
                RETURNING id
                """)
            let id = try rows.single().int64("id")
            try await transaction.link(
                id, to: .stations(tag.stationIDs), in: .tagStationsOfTag, for: .createTag, viewer: viewer)
            try await transaction.link(
                id, to: .groups(tag.groupIDs), in: .tagGroupsOfTag, for: .createTag, viewer: viewer)
            try await transaction.adopt(tag.idTag, as: id, organization: viewer.organizationID.rawValue)
            return TagID(rawValue: id)
        }
    }

    package func createGroup(_ group: NewGroup, viewer: Viewer) async throws -> GroupID {
        try requireWithin(group.parentID.map { [$0] } ?? [], .createGroup, of: viewer)
        return try await database.withTransaction { transaction in
            if let parent = group.parentID {
                try await transaction.checkParent(
                    parent, of: nil, depth: 1, organization: viewer.organizationID.rawValue,
                    reached: viewer.condition(on: .groups, for: .createGroup))
            }
            let rows = try await transaction.query(
                """
                INSERT INTO groups (organization_id, parent_id, name)
                VALUES (\(viewer.organizationID.rawValue), \(group.parentID?.rawValue), \(group.name)) RETURNING id
                """)
            let id = try rows.single().int64("id")
            try await transaction.link(
                id, to: .stations(group.stationIDs), in: .stationGroupsOfGroup, for: .createGroup, viewer: viewer)
            try await transaction.link(
                id, to: .tags(group.tagIDs), in: .tagGroupsOfGroup, for: .createGroup, viewer: viewer)
            return GroupID(rawValue: id)
        }
    }

    /// Whose role allows this within groups alone makes only what belongs to one of them.
    private func requireWithin(_ groups: [GroupID], _ action: Rights.Action, of viewer: Viewer) throws {
        guard Rights(of: viewer).allows(action) || !groups.isEmpty else {
            throw ChargingError(.forbidden, "your role does not allow this")
        }
        try viewer.requireSomewhere(action)
    }

    /// A tag without stations is valid in the whole organization.
    func requirePlaces(_ stations: [StationID], for action: Rights.Action, viewer: Viewer) throws {
        guard Rights(of: viewer).allows(action) || !stations.isEmpty else {
            throw ChargingError(.badInput, "say at which stations of your groups the tag is valid", field: "stationIds")
        }
    }

    func requireUser(
        _ user: UserID, viewer: Viewer, organization: Int64? = nil, in transaction: Database.Transaction
    ) async throws {
        let found = try await transaction.query(
            """
            SELECT 1 AS one FROM users r WHERE r.id = \(user.rawValue)
            AND r.organization_id = \(organization ?? viewer.organizationID.rawValue) AND \(viewer.condition(on: .users))
            """)
        guard found.count == 1 else {
            throw ChargingError(.badInput, "this user does not exist in your organization", field: "userId")
        }
    }
}
