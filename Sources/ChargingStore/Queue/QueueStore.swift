package import Charging
import JSON
import Postgres

extension ReadStore: QueueReading {
    package func queues(
        ofStations stations: [StationID], fields: Set<QueuePlaceField>, viewer: Viewer
    ) async throws -> RowLists<QueuePlaceField> {
        try await lists(
            ofParents: stations.rawValues, by: "r.station_id", from: "queue_places r",
            reach: "r.status IN ('WAITING', 'HELD') AND \(viewer.condition(on: .queuePlaces))", order: "r.id",
            fields: fields)
    }
}

extension QueuePlaceField: StoredField {
    var column: StoredColumn {
        switch self {
        case .userID: .integer("r.user_id")
        case .position:
            .integer(
                """
                (SELECT count(*) FROM queue_places b WHERE b.station_id = r.station_id AND b.status IN ('WAITING', 'HELD')
                    AND b.id <= r.id)
                """)
        case .status: .text("r.status")
        case .joinedAt: .timestamp("r.joined_at")
        case .heldUntil: .timestamp("r.held_until")
        }
    }
}

extension DirectoryStore: QueueWriting {
    package func joinQueue(of station: StationID, viewer: Viewer) async throws {
        try requireChanges(by: viewer)
        let id = station.rawValue, user = viewer.userID.rawValue
        try await database.withTransaction { transaction in
            // One after the other, so that the count holds; the row itself is the writer's.
            try await transaction.query("SELECT pg_advisory_xact_lock(191, hashint8(\(id)))")
            let rows = try await transaction.query(
                """
                SELECT r.has_second_seating, r.is_active, free_seats(r.id) AS seats,
                    (SELECT count(*) FROM queue_places q WHERE q.station_id = r.id AND q.status IN ('WAITING', 'HELD'))
                        AS places,
                    EXISTS (SELECT FROM queue_places q WHERE q.station_id = r.id AND q.user_id = \(user)
                        AND q.status IN ('WAITING', 'HELD')) AS is_waiting,
                    EXISTS (SELECT FROM tags t WHERE t.user_id = \(user) AND t.organization_id = r.organization_id
                        AND NOT t.is_blocked AND coalesce(t.expires_at, 'infinity') > now()) AS has_tag
                FROM stations r WHERE r.id = \(id) AND r.organization_id = \(viewer.organizationID.rawValue)
                    AND \(viewer.condition(on: .stations))
                """)
            guard let row = rows.first else {
                throw ChargingError(.notFound, "this station does not exist", field: "stationId")
            }
            guard try !row.bool("is_waiting") else { return }
            if let refusal = try Self.refusal(row) { throw refusal }
            try await transaction.query(
                """
                INSERT INTO queue_places (organization_id, station_id, user_id)
                VALUES (\(viewer.organizationID.rawValue), \(id), \(user)) ON CONFLICT DO NOTHING
                """)
        }
    }

    private static func refusal(_ row: PostgresRow) throws -> ChargingError? {
        let places = try row.int("places")
        if try !row.bool("has_second_seating") || !row.bool("is_active") {
            return ChargingError(.conflict, "this station has no queue", field: "stationId")
        }
        if try !row.bool("has_tag") {
            return ChargingError(.badInput, "you have no tag by which you could charge", field: "stationId")
        }
        if try row.int("seats") > places {
            return ChargingError(.conflict, "a connector is free; nobody has to wait", field: "stationId")
        }
        guard places < StationQueue.limit else {
            return ChargingError(.limitExceeded, "\(places) people wait already; no more may", field: "stationId")
        }
        return nil
    }

    package func leaveQueue(of station: StationID, viewer: Viewer) async throws {
        try requireChanges(by: viewer)
        let left = try await database.query(
            """
            UPDATE queue_places SET status = 'LEFT', ended_at = now()
            WHERE station_id = \(station.rawValue) AND user_id = \(viewer.userID.rawValue)
                AND organization_id = \(viewer.organizationID.rawValue) AND status IN ('WAITING', 'HELD') RETURNING id
            """)
        guard !left.isEmpty else { throw ChargingError(.notFound, "you do not wait there", field: "stationId") }
    }

    private func requireChanges(by viewer: Viewer) throws {
        guard !viewer.isReadOnly else { throw ChargingError(.forbidden, "this token changes nothing") }
    }
}

extension DirectoryStore: QueueBook {
    package func queueNews() async throws -> [QueueNews] {
        try await database.query(
            """
            SELECT q.station_id, q.organization_id, max(greatest(q.joined_at, q.offered_at, q.ended_at)) AS changed_at
            FROM queue_places q WHERE greatest(q.joined_at, q.offered_at, q.ended_at) > now() - interval '10 seconds'
            GROUP BY q.station_id, q.organization_id
            """
        ).map { row in
            QueueNews(
                station: StationID(rawValue: try row.int64("station_id")),
                organization: OrganizationID(rawValue: try row.int64("organization_id")),
                at: Timestamp(microseconds: try row.timestamp("changed_at")))
        }
    }

    package func serveQueues() async throws {
        // Most of the time nobody waits, and to find that out has to be cheap.
        let waiting = try await database.query(
            "SELECT id FROM queue_places WHERE status IN ('WAITING', 'HELD') LIMIT 1")
        guard !waiting.isEmpty else { return }
        try await database.withTransaction { transaction in
            // Two servers would give one connector to two.
            try await transaction.query("SELECT pg_advisory_xact_lock(191, 0)")
            try await transaction.query(
                """
                UPDATE queue_places SET status = CASE status WHEN 'HELD' THEN 'NO_SHOW' ELSE 'LEFT' END, ended_at = now()
                WHERE status = 'HELD' AND held_until <= now()
                    OR status = 'WAITING' AND joined_at <= now() - interval '1 day'
                """)
            try await transaction.query(Self.offering)
        }
    }

    private static let offering: Statement = """
        WITH room AS (
            SELECT s.id AS station_id, s.seat_hold_minutes, free_seats(s.id) - (
                SELECT count(*) FROM queue_places h WHERE h.station_id = s.id AND h.status = 'HELD') AS seats
            FROM stations s WHERE s.is_active AND s.has_second_seating
                AND s.id IN (SELECT w.station_id FROM queue_places w WHERE w.status = 'WAITING')
        ), next AS (
            SELECT w.id, room.seat_hold_minutes FROM room CROSS JOIN LATERAL (
                SELECT q.id FROM queue_places q WHERE q.station_id = room.station_id AND q.status = 'WAITING'
                ORDER BY q.id LIMIT greatest(0, room.seats)) w
        ), held AS (
            UPDATE queue_places q SET status = 'HELD', offered_at = now(),
                held_until = now() + make_interval(mins => next.seat_hold_minutes)
            FROM next WHERE q.id = next.id AND q.status = 'WAITING' RETURNING q.*
        )
        INSERT INTO notification_causes (organization_id, station_id, kind, detail, user_id, happened_at)
        SELECT organization_id, station_id, 'SEAT_HELD', webhook_time(held_until), user_id, now() FROM held
        """
}
