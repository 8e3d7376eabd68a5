package import Charging
package import JSON
import Postgres

extension DirectoryStore: LocalLists {
    package func draft(for station: StationID, at now: Timestamp) async throws -> LocalListDraft {
        let rows = try await database.query(
            """
            SELECT l.held_version, l.entries AS held_entries, \(LocalListEntries.revision) AS revision, l.message_limit,
                l.entry_limit, \(LocalListEntries.hasLimits) AS has_limits,
                (\(LocalListEntries.all)) AS entries
            FROM stations s
            CROSS JOIN LATERAL (SELECT s.id AS station_id, \(PostgresTimestamp(now)) AS received_at) i
            LEFT JOIN local_lists l ON l.station_id = s.id
            WHERE s.id = \(station.rawValue)
            """)
        guard let row = rows.first else { throw ChargingError(.notFound, "this station does not exist") }
        let draft = try LocalListDraft(row)
        guard draft.entries.count <= LocalListEntries.limit else {
            throw ChargingError(
                .limitExceeded,
                "More than \(LocalListEntries.limit) tags are known at this station; a local list has that many at most."
            )
        }
        return draft
    }

    package func takeVersion(of station: StationID) async throws -> Int32 {
        let rows = try await database.query(
            """
            INSERT INTO local_lists AS l (station_id, version) VALUES (\(station.rawValue), 1)
            ON CONFLICT (station_id) DO UPDATE SET version = l.version + 1, held_version = NULL, entries = NULL,
                is_in_step = false
            RETURNING l.version AS version
            """)
        return try rows.single().int32("version")
    }

    package func settle(_ version: Int32, of station: StationID, as settlement: LocalListSettlement) async throws {
        switch settlement {
        case .accepted(let held, let revision, let time):
            _ = try await database.query(accepted(version, of: station, held, revision: revision, at: time))
        case .unsent(let held):
            _ = try await database.query(
                """
                UPDATE local_lists SET held_version = \(held?.version), entries = \(held?.stored), revision = -1
                WHERE station_id = \(station.rawValue) AND version = \(version)
                """)
        case .notSupported:
            _ = try await database.query(
                """
                UPDATE local_lists SET is_kept = false
                WHERE station_id = \(station.rawValue) AND version = \(version)
                """)
        }
    }

    private func accepted(
        _ version: Int32, of station: StationID, _ held: HeldLocalList, revision: Int64?, at time: Timestamp
    ) -> Statement {
        """
        UPDATE local_lists l SET held_version = \(held.version), entries = \(held.stored), is_kept = true,
            sent_at = i.received_at, is_in_step = i.revision IS NOT NULL, revision = coalesce(i.revision, l.revision),
            next_expiry_at = (\(LocalListEntries.nextExpiry)),
            attempts = CASE WHEN i.revision IS NULL THEN l.attempts ELSE 0 END,
            next_attempt_at = CASE WHEN i.revision IS NULL THEN l.next_attempt_at END
        FROM stations s
        CROSS JOIN (SELECT \(PostgresTimestamp(time)) AS received_at, \(revision)::bigint AS revision) i
        WHERE s.id = l.station_id AND l.station_id = \(station.rawValue) AND l.version = \(version)
        """
    }

    /// A version so high that little is left above it is not counted on from.
    package func heard(version: Int32, of station: StationID) async throws {
        _ = try await database.query(
            """
            INSERT INTO local_lists AS l (station_id, version)
            SELECT \(station.rawValue), CASE WHEN i.version BETWEEN 1 AND 2000000000 THEN i.version ELSE 0 END
            FROM (SELECT \(version) AS version) i
            ON CONFLICT (station_id) DO UPDATE SET version = greatest(l.version, excluded.version),
                entries = CASE WHEN l.held_version = \(version) THEN l.entries END,
                held_version = CASE WHEN l.held_version = \(version) THEN l.held_version END,
                is_in_step = l.is_in_step AND coalesce(l.held_version = \(version), false),
                is_kept = l.is_kept AND \(version) >= 0
            """)
    }

    package func remember(_ limits: LocalListLimits, of station: StationID) async throws {
        _ = try await database.query(
            """
            INSERT INTO local_lists AS l (station_id, version, limits_asked_at, limits_firmware, message_limit, entry_limit)
            SELECT s.id, 0, now(), s.firmware_version, \(limits.message.map { Int32(clamping: $0) }),
                \(limits.list.map { Int32(clamping: $0) })
            FROM stations s WHERE s.id = \(station.rawValue)
            ON CONFLICT (station_id) DO UPDATE SET limits_asked_at = excluded.limits_asked_at,
                limits_firmware = excluded.limits_firmware, message_limit = excluded.message_limit,
                entry_limit = excluded.entry_limit
            """)
    }

    package func claimOutOfStep(at now: Timestamp, limit: Int) async throws -> [ClaimedLocalList] {
        // Comparing many lists takes long.
        _ = try await database.alone(review(at: now, limit: limit))
        return try await database.query(claim(at: now, limit: limit)).map { row in
            ClaimedLocalList(
                station: StationID(rawValue: try row.int64("station")),
                organization: OrganizationID(rawValue: try row.int64("organization")))
        }
    }

    /// Compares the lists whose tags may have changed, those first that were not looked at for longest: an organization that
    /// changes its tags all the time does not keep others waiting. A row that is being written is left to the next time.
    private func review(at now: Timestamp, limit: Int) -> Statement {
        """
        WITH due AS (
            SELECT l.station_id FROM local_lists l JOIN stations s ON s.id = l.station_id
            LEFT JOIN tag_revisions v ON v.organization_id = s.organization_id
            LEFT JOIN (\(LocalListEntries.revisionsOfGuests)) g ON g.station_id = l.station_id
            WHERE l.is_kept AND l.held_version IS NOT NULL
                AND (l.revision < coalesce(v.revision, 0) + coalesce(g.revision, 0) OR l.next_expiry_at <= \(PostgresTimestamp(now)))
            ORDER BY l.reviewed_at NULLS FIRST, l.station_id LIMIT \(Int64(limit)) FOR UPDATE OF l SKIP LOCKED
        )
        UPDATE local_lists l SET reviewed_at = \(PostgresTimestamp(now)), revision = \(LocalListEntries.revision),
            next_expiry_at = (\(LocalListEntries.nextExpiry)), is_in_step = l.entries = (\(LocalListEntries.all))
        FROM due JOIN stations s ON s.id = due.station_id
        CROSS JOIN LATERAL (SELECT s.id AS station_id, \(PostgresTimestamp(now)) AS received_at) i
        WHERE l.station_id = due.station_id
        """
    }

    /// Half a minute until the next attempt, and twice as long each time, up to an hour.
    private func claim(at now: Timestamp, limit: Int) -> Statement {
        """
        WITH due AS (
            SELECT l.station_id, s.organization_id FROM local_lists l JOIN stations s ON s.id = l.station_id
            WHERE l.is_kept AND NOT l.is_in_step AND s.presence = 'ONLINE' AND s.admission = 'ACCEPTED'
                AND (l.next_attempt_at IS NULL OR l.next_attempt_at <= \(PostgresTimestamp(now)))
                AND NOT EXISTS (SELECT FROM operations o WHERE o.station_id = l.station_id
                    AND o.kind = 'SEND_LOCAL_LIST' AND o.status IN ('QUEUED', 'SENT'))
            ORDER BY l.station_id LIMIT \(Int64(limit)) FOR UPDATE OF l SKIP LOCKED
        )
        UPDATE local_lists l SET attempts = least(l.attempts, 30) + 1,
            next_attempt_at = \(PostgresTimestamp(now)) + interval '30 seconds' * power(2, least(l.attempts, 7))
        FROM due WHERE l.station_id = due.station_id
        RETURNING l.station_id AS station, due.organization_id AS organization
        """
    }
}

extension LocalListDraft {
    fileprivate init(_ row: PostgresRow) throws {
        let held: HeldLocalList? =
            if let version = try row.optional.int32("held_version"), let entries = try row.optional.json("held_entries")
            {
                HeldLocalList(version: version, entries: LocalListEntry.list(in: try JSONValue(parsing: entries)))
            } else { nil }
        let entries = try JSONValue(parsing: try row.json("entries"))
        let limits = LocalListLimits(
            message: try row.optional.int32("message_limit").map { Int($0) },
            list: try row.optional.int32("entry_limit").map { Int($0) })
        self.init(
            entries: LocalListEntry.list(in: entries), held: held,
            limits: try row.bool("has_limits") ? limits : nil, revision: try row.int64("revision"))
    }
}

extension HeldLocalList {
    fileprivate var stored: PostgresJSON { PostgresJSON(bytes: JSONValue.array(entries.map(\.stored)).encoded()) }
}

extension LocalListEntry {
    fileprivate var stored: JSONValue {
        var object: JSONObject = ["idTag": .string(idTag), "status": .string(status.rawValue)]
        if let expiresAt { object["expiresAt"] = .integer(expiresAt.microseconds) }
        if let parentIDTag { object["parentIdTag"] = .string(parentIDTag) }
        if isGuests { object["isGuests"] = true }
        return .object(object)
    }

    fileprivate static func list(in value: JSONValue) -> [LocalListEntry] {
        (value.array ?? []).compactMap { entry in
            guard let idTag = entry["idTag"]?.string,
                let status = entry["status"]?.string.flatMap(AuthorizationStatus.init(rawValue:))
            else { return nil }
            var read = LocalListEntry(
                idTag: idTag, status: status, expiresAt: entry["expiresAt"]?.integer.map(Timestamp.init(microseconds:)),
                parentIDTag: entry["parentIdTag"]?.string)
            read.isGuests = entry["isGuests"]?.bool ?? false
            return read
        }
    }
}
