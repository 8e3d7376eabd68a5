package import Charging
import JSON
import Postgres

// What is done with tags that are there, and with those that nobody knows.
extension DirectoryStore {
    package func updateTag(_ change: TagChange, viewer: Viewer) async throws {
        try viewer.requireSomewhere(.changeTag)
        try await database.withYieldingTransaction { transaction in
            let id = change.id.rawValue
            let rows = try await transaction.query(
                """
                SELECT r.organization_id FROM tags r WHERE r.id = \(id) AND \(viewer.condition(on: .tags, for: .changeTag))
                FOR NO KEY UPDATE
                """)
            guard let row = rows.first else { throw ChargingError(.notFound, "this tag does not exist", field: "id") }
            let organization = try row.int64("organization_id")
            // Before the update, whose foreign key would tell which users exist elsewhere.
            if let user = change.userID.value ?? nil {
                try await requireUser(user, viewer: viewer, organization: organization, in: transaction)
            }
            try await transaction.query(update(change))
            if let stations = change.stationIDs {
                try requirePlaces(stations, for: .changeTag, viewer: viewer)
                try await transaction.unlink(
                    "tag_stations WHERE tag_id = \(id)", from: .stations, for: .changeTag, viewer: viewer)
                try await transaction.link(
                    id, to: .stations(stations), in: .tagStationsOfTag, for: .changeTag, viewer: viewer,
                    organization: organization)
            }
            if let groups = change.groupIDs {
                try await transaction.unlink(
                    "tag_groups WHERE tag_id = \(id)", from: .groups, for: .changeTag, viewer: viewer)
                try await transaction.link(
                    id, to: .groups(groups), in: .tagGroupsOfTag, for: .changeTag, viewer: viewer,
                    organization: organization)
            }
            if let idTag = change.idTag { try await transaction.adopt(idTag, as: id, organization: organization) }
        }
    }

    /// A restriction to stations outlives them; it ends by an empty list alone.
    private func update(_ change: TagChange) -> Statement {
        """
        UPDATE tags r SET id_tag = coalesce(\(change.idTag), r.id_tag), type = coalesce(\(change.type?.rawValue), r.type),
            medium = coalesce(\(change.medium?.rawValue), r.medium),
            is_blocked = coalesce(\(change.isBlocked), r.is_blocked),
            allows_concurrent = coalesce(\(change.allowsConcurrent), r.allows_concurrent),
            is_restricted_to_stations = coalesce(\(change.stationIDs.map { !$0.isEmpty }), r.is_restricted_to_stations),
            alias = CASE WHEN \(change.alias.isChange) THEN \(change.alias.value ?? nil) ELSE r.alias END,
            note = CASE WHEN \(change.note.isChange) THEN \(change.note.value ?? nil) ELSE r.note END,
            expires_at = CASE WHEN \(change.expiresAt.isChange)
                THEN \((change.expiresAt.value ?? nil).map { PostgresTimestamp($0) }) ELSE r.expires_at END,
            parent_id_tag = CASE WHEN \(change.parentIDTag.isChange)
                THEN \(change.parentIDTag.value ?? nil) ELSE r.parent_id_tag END,
            user_id = CASE WHEN \(change.userID.isChange)
                THEN \((change.userID.value ?? nil)?.rawValue) ELSE r.user_id END
        WHERE r.id = \(change.id.rawValue)
        """
    }

    /// Sessions keep what was presented, and lose the tag. Of a tag with very many, those that have ended lose it before, in
    /// batches, while the tag is blocked: no lock is held long, and one that is stopped halfway is carried through by the next.
    package func deleteTags(_ tags: [TagID], viewer: Viewer) async throws {
        try viewer.requireSomewhere(.changeTag)
        let ids = Set(tags.rawValues).sorted()
        let known = try await database.query(
            """
            SELECT r.id, (SELECT count(*) FROM (SELECT FROM sessions s WHERE s.tag_id = r.id
                LIMIT \(Self.sessionBatch + 1)) x) > \(Self.sessionBatch) AS has_many
            FROM tags r WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: .tags, for: .changeTag))
            """)
        let many = try known.filter { try $0.bool("has_many") }.map { try $0.int64("id") }
        if known.count == ids.count, !many.isEmpty {
            _ = try await database.query(
                """
                UPDATE tags r SET is_blocked = true
                WHERE r.id = ANY(\(many)) AND NOT r.is_blocked AND \(viewer.condition(on: .tags, for: .changeTag))
                """)
            while try await !database.alone(Self.detachment(ofTags: many)).isEmpty {}
        }
        try await delete(ids, from: "tags r", reached: .tags, viewer: viewer)
    }

    /// Sessions that lose their tag at once.
    static let sessionBatch: Int64 = 1_000

    /// A batch of the sessions that are over; one that somebody changes right now is left to the end.
    static func detachment(ofTags tags: [Int64]) -> Statement {
        """
        UPDATE sessions SET tag_id = NULL WHERE id = ANY(ARRAY(
            SELECT id FROM sessions WHERE tag_id = ANY(\(tags)) AND status <> 'ACTIVE'
            LIMIT \(sessionBatch) FOR UPDATE SKIP LOCKED)) RETURNING id
        """
    }

    package func dismissUnknownTags(_ tags: [UnknownTagID], viewer: Viewer) async throws {
        try await delete(tags.rawValues, from: "unknown_tags r", reached: .unknownTags, viewer: viewer)
    }

    private func delete(_ ids: [Int64], from table: SQL, reached: ReachedTable, viewer: Viewer) async throws {
        try viewer.requireSomewhere(.changeTag)
        let ids = Set(ids).sorted()
        try await database.withYieldingTransaction { transaction in
            let gone = try await transaction.query(
                "DELETE FROM \(table) WHERE r.id = ANY(\(ids)) AND \(viewer.condition(on: reached, for: .changeTag)) RETURNING r.id"
            )
            guard gone.count == ids.count else {
                throw ChargingError(.notFound, "not all of these exist", field: "ids")
            }
        }
    }
}

extension Database.Transaction {
    /// Makes what was done with this id while nobody knew it the tag's own. What was done with an earlier tag of the same id
    /// stays with nobody: it may have been another person's.
    ///
    /// An entry of the inbox that is written right now stays, unseen since its tag is known.
    func adopt(_ idTag: String, as tag: Int64, organization: Int64) async throws {
        try await query(
            """
            DELETE FROM unknown_tags WHERE id = ANY(ARRAY(
                SELECT id FROM unknown_tags WHERE organization_id = \(organization)
                AND lower(id_tag) = lower(\(idTag)::text) FOR UPDATE SKIP LOCKED))
            """)
        try await query(
            """
            UPDATE sessions SET tag_id = \(tag), is_tag_unknown = false WHERE organization_id = \(organization)
                AND lower(id_tag) = lower(\(idTag)::text) AND is_tag_unknown
            """)
    }
}
