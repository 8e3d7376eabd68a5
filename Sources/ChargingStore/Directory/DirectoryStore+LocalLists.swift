package import Charging
package import JSON
import Postgres

extension DirectoryStore: LocalLists {
    /// A message of about half a megabyte.
    private static var entryLimit: Int64 { 5_000 }

    package func draft(for station: StationID, at now: Timestamp) async throws -> LocalListDraft {
        let results = try await database.pipeline([
            """
            INSERT INTO local_lists (station_id, version)
            VALUES (\(station.rawValue), 0) ON CONFLICT DO NOTHING
            """,
            """
            UPDATE local_lists l SET version = l.version + 1, entries = NULL
            FROM (SELECT station_id, entries FROM local_lists WHERE station_id = \(station.rawValue) FOR UPDATE) old
            WHERE l.station_id = old.station_id RETURNING l.version AS version, old.entries AS entries
            """,
            """
            SELECT r.id_tag, r.is_blocked, r.expires_at, r.parent_id_tag FROM tags r
            WHERE \(ReadStore.isValid(at: station)) ORDER BY r.id_tag, r.id LIMIT \(Self.entryLimit + 1)
            """,
        ])
        guard results.count == 3, results[2].count <= Int(Self.entryLimit) else {
            throw ChargingError(
                .limitExceeded, "More than \(Self.entryLimit) tags are valid at this station; no list can hold them.")
        }
        let row = try results[1].single()
        return LocalListDraft(
            version: try row.int32("version"), entries: try results[2].map { try LocalListEntry($0, at: now) },
            known: try row.optional.json("entries").map { try LocalListEntry.list(in: JSONValue(parsing: $0)) })
    }

    package func settle(_ version: Int32, of station: StationID, entries: [LocalListEntry]?) async throws {
        let stored = entries.map { PostgresJSON(bytes: JSONValue.array($0.map(\.stored)).encoded()) }
        _ = try await database.query(
            """
            UPDATE local_lists SET entries = \(stored)
            WHERE station_id = \(station.rawValue) AND version = \(version)
            """)
    }

    package func heard(version: Int32, of station: StationID) async throws {
        _ = try await database.query(
            """
            INSERT INTO local_lists AS l (station_id, version) VALUES (\(station.rawValue), \(max(version, 0)))
            ON CONFLICT (station_id) DO UPDATE SET version = greatest(l.version, excluded.version),
                entries = CASE WHEN l.version = excluded.version THEN l.entries END
            """)
    }
}

extension LocalListEntry {
    fileprivate init(_ row: PostgresRow, at now: Timestamp) throws {
        let expiresAt = try row.optional.timestamp("expires_at").map(Timestamp.init(microseconds:))
        let isExpired = expiresAt.map { $0 <= now } ?? false
        self.init(
            idTag: try row.string("id_tag"),
            status: try row.bool("is_blocked") ? .blocked : isExpired ? .expired : .accepted, expiresAt: expiresAt,
            parentIDTag: try row.optional.string("parent_id_tag"))
    }

    fileprivate var stored: JSONValue {
        var object: JSONObject = ["idTag": .string(idTag), "status": .string(status.rawValue)]
        if let expiresAt { object["expiresAt"] = .integer(expiresAt.microseconds) }
        if let parentIDTag { object["parentIdTag"] = .string(parentIDTag) }
        return .object(object)
    }

    fileprivate static func list(in value: JSONValue) -> [LocalListEntry] {
        (value.array ?? []).compactMap { entry in
            guard let idTag = entry["idTag"]?.string,
                let status = entry["status"]?.string.flatMap(AuthorizationStatus.init(rawValue:))
            else { return nil }
            return LocalListEntry(
                idTag: idTag, status: status, expiresAt: entry["expiresAt"]?.integer.map(Timestamp.init(microseconds:)),
                parentIDTag: entry["parentIdTag"]?.string)
        }
    }
}
