package import Charging
package import JSON
import Postgres

extension DirectoryStore: LogbookWriting {
    /// Rows of stations are locked, by a foreign key, that flushes of the writer change.
    package func arm(_ arming: LogbookArming, at now: Timestamp, viewer: Viewer) async throws -> Timestamp {
        try requireWriting(of: viewer)
        let expiry = now.advanced(by: LogbookArming.duration)
        try await database.withYieldingTransaction { transaction in
            let stations = try await transaction.query(
                """
                SELECT r.organization_id, r.is_logbook_enabled FROM stations r
                WHERE r.id = \(arming.station.rawValue) AND \(viewer.condition(on: .chargedStations))
                """)
            guard let station = stations.first else {
                throw ChargingError(.notFound, "this station does not exist", field: "stationId")
            }
            guard try station.bool("is_logbook_enabled") else {
                throw ChargingError(
                    .conflict, "this station keeps no logbook; charging needs no entry", field: "stationId")
            }
            let organization = try station.int64("organization_id")
            if let tag = arming.tag {
                let tags = try await transaction.query(
                    """
                    SELECT 1 AS one FROM tags r WHERE r.id = \(tag.rawValue) AND r.organization_id = \(organization)
                    AND \(viewer.condition(on: .tags))
                    """)
                guard !tags.isEmpty else {
                    throw ChargingError(.notFound, "this tag does not exist", field: "tagId")
                }
            }
            let user = arming.tag == nil ? viewer.userID.rawValue : nil
            try await transaction.query(
                """
                DELETE FROM logbook_armings WHERE station_id = \(arming.station.rawValue) AND session_id IS NULL
                AND (tag_id = \(arming.tag?.rawValue)::int8 OR user_id = \(user)::int8)
                """)
            try await transaction.query(
                """
                INSERT INTO logbook_armings (organization_id, station_id, tag_id, user_id, mileage_km, vehicle_id, armed_by,
                    armed_at, expires_at)
                VALUES (\(organization), \(arming.station.rawValue), \(arming.tag?.rawValue), \(user),
                    \(Int32(clamping: arming.entry.mileageKm)), \(arming.entry.vehicleID), \(viewer.userID.rawValue),
                    \(PostgresTimestamp(now)), \(PostgresTimestamp(expiry)))
                """)
        }
        return expiry
    }

    package func enter(_ entry: VehicleEntry, for session: SessionID, viewer: Viewer) async throws {
        try requireWriting(of: viewer)
        try await database.withYieldingTransaction { transaction in
            let found = try await transaction.query(
                """
                SELECT r."authorization" FROM sessions r WHERE r.id = \(session.rawValue)
                AND \(viewer.condition(on: .seenSessions))
                FOR KEY SHARE
                """)
            guard let row = found.first else {
                throw ChargingError(.notFound, "this session does not exist", field: "sessionId")
            }
            guard try row.string("authorization") == AuthorizationStatus.accepted.rawValue else {
                throw ChargingError(.conflict, "this session was refused, so nothing was charged", field: "sessionId")
            }
            try await transaction.query(
                """
                INSERT INTO logbook_entries (organization_id, station_id, session_id, mileage_km, vehicle_id, was_armed,
                    entered_at, entered_by)
                SELECT r.organization_id, r.station_id, r.id, \(Int32(clamping: entry.mileageKm)), \(entry.vehicleID), false,
                    now(), \(viewer.userID.rawValue) FROM sessions r WHERE r.id = \(session.rawValue)
                """)
        }
    }

    /// Drivers write into their own logbook, though they have no right to anything else; others need one.
    private func requireWriting(of viewer: Viewer) throws {
        guard !viewer.isReadOnly, viewer.role == .driver || Rights(of: viewer).allows(.operateStation) else {
            throw ChargingError(.forbidden, "your role does not allow this")
        }
    }
}

extension DirectoryStore: LogbookGate {
    package func refusesStart(of idTag: String, at station: StationID, now: Timestamp) async throws -> Bool {
        let rows = try await database.query(
            """
            SELECT CASE WHEN false THEN ''\(LogbookVerdict.ofStart(at: "i.received_at")) ELSE 'ACCEPTED' END AS verdict
            FROM (SELECT \(station.rawValue) AS station_id, \(idTag)::text AS id_tag,
                \(PostgresTimestamp(now)) AS received_at) i
            JOIN stations s ON s.id = i.station_id \(Verdict.tagJoin)
            """)
        return try rows.first.map { try $0.string("verdict") != AuthorizationStatus.accepted.rawValue } ?? false
    }
}
