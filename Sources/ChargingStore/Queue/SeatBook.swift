package import Charging
import JSON
import Postgres

extension DirectoryStore: QueueBook {
    package func queueNews() async throws -> [QueueNews] {
        try await database.query(
            """
            SELECT n.station_id, n.organization_id, max(n.at) AS changed_at FROM (
                SELECT q.station_id, q.organization_id,
                    greatest(q.joined_at, q.offered_at, q.moved_at, q.ended_at) AS at FROM queue_places q
                WHERE greatest(q.joined_at, q.offered_at, q.moved_at, q.ended_at) > now() - interval '10 seconds'
                UNION ALL SELECT v.station_id, v.organization_id, v.changed_at FROM reservations v
                WHERE v.is_seat_hold AND v.changed_at > now() - interval '10 seconds'
            ) n GROUP BY n.station_id, n.organization_id
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
            """
            SELECT id FROM queue_places WHERE status IN ('WAITING', 'HELD')
            UNION ALL SELECT id FROM reservations WHERE needs_release LIMIT 1
            """)
        guard !waiting.isEmpty else { return }
        try await database.withTransaction { transaction in
            // Two servers would give one connector to two.
            try await transaction.query("SELECT pg_advisory_xact_lock(191, 0)")
            for step in Self.steps { try await transaction.query(step) }
        }
    }

    private static let steps: [Statement] = [endPlaces, noteUnsent, noteReleases, offering]

    private static let endPlaces: Statement = """
        UPDATE queue_places SET status = CASE status WHEN 'HELD' THEN 'NO_SHOW' ELSE 'LEFT' END, ended_at = now()
        WHERE id IN (SELECT q.id FROM queue_places q WHERE q.status = 'HELD' AND q.held_until <= now()
            OR q.status = 'WAITING' AND q.joined_at <= now() - interval '1 day' ORDER BY q.id FOR UPDATE SKIP LOCKED)
        """

    /// What certainly did not reach the station may be asked for again. What starts have locked is looked at another time.
    private static let noteUnsent: Statement = """
        UPDATE reservations v SET status = 'REFUSED', reason = 'NOT_SENT', ended_at = now(), needs_release = false
        WHERE v.id IN (SELECT r.id FROM reservations r JOIN operations o ON o.id = r.operation_id
            WHERE r.needs_release AND r.status = 'REQUESTED' AND o.status IN ('FAILED', 'EXPIRED') AND o.sent_at IS NULL
            ORDER BY r.id FOR UPDATE OF r SKIP LOCKED)
        """

    /// A station that does not answer to a release lets go by its own clock, at the latest.
    private static let noteReleases: Statement = """
        UPDATE reservations v SET needs_release = false
        WHERE v.id IN (SELECT r.id FROM reservations r LEFT JOIN operations o ON o.id = r.release_operation_id
            WHERE r.needs_release AND (r.status IN ('USED', 'REFUSED', 'CANCELLED')
                OR o.status IN ('ACCEPTED', 'REJECTED') OR o.answer IS NOT NULL
                OR r.release_attempts >= \(releaseAttempts) AND o.status NOT IN ('QUEUED', 'SENT'))
            ORDER BY r.id FOR UPDATE OF r SKIP LOCKED)
        """

    private static let offering: Statement = """
        WITH turns AS (
            SELECT seat_queue(s.id) AS id FROM stations s WHERE s.is_active AND s.has_second_seating
                AND s.id IN (SELECT w.station_id FROM queue_places w WHERE w.status IN ('WAITING', 'HELD'))
        )
        INSERT INTO notification_causes (organization_id, station_id, connector_number, kind, detail, user_id, happened_at)
        SELECT q.organization_id, q.station_id, q.held_connector, 'SEAT_HELD', webhook_time(q.held_until), q.user_id, now()
        FROM turns JOIN queue_places q ON q.id = turns.id
        """
}

// What stations are asked.
extension DirectoryStore {
    private static let releaseAttempts: Int64 = 5

    /// A reservation `r` that nothing needs any more, of a station `s`, whose request is over.
    private static let isToBeReleased: SQL = """
        r.needs_release AND r.status IN ('REQUESTED', 'ACTIVE', 'EXPIRED')
            AND NOT EXISTS (SELECT FROM queue_places q WHERE q.id = r.queue_place_id AND q.status = 'HELD'
                AND q.held_connector = r.connector_number)
            AND NOT EXISTS (SELECT FROM operations o WHERE o.id = r.operation_id AND o.status IN ('QUEUED', 'SENT'))
            AND NOT EXISTS (SELECT FROM operations o WHERE o.id = r.release_operation_id
                AND (o.status IN ('QUEUED', 'SENT', 'ACCEPTED', 'REJECTED') OR o.answer IS NOT NULL))
            AND coalesce(r.release_asked_at + make_interval(secs => 5 * r.release_attempts) <= now(), true)
        """

    package func releasesDue(limit: Int) async throws -> [BookedReservation] {
        try await database.query(
            """
            SELECT \(BookedReservation.columns) FROM reservations r JOIN stations s ON s.id = r.station_id
            WHERE s.presence = 'ONLINE' AND r.release_attempts < \(Self.releaseAttempts) AND \(Self.isToBeReleased)
            ORDER BY r.id LIMIT \(Int64(limit))
            """
        ).map(BookedReservation.init)
    }

    package func release(_ reservation: BookedReservation, by operation: NewOperation) async throws -> OperationID? {
        try await database.query(
            """
            WITH turn AS MATERIALIZED (
                SELECT r.id, r.organization_id, r.station_id FROM reservations r
                WHERE r.id = \(reservation.id.rawValue) AND r.release_attempts < \(Self.releaseAttempts)
                    AND \(Self.isToBeReleased) FOR UPDATE OF r
            ), made AS (
                INSERT INTO operations (organization_id, station_id, kind, request)
                SELECT organization_id, station_id, \(operation.kind.rawValue),
                    \(PostgresJSON(bytes: operation.request.encoded())) FROM turn RETURNING id
            ), taken AS (
                UPDATE reservations v SET release_operation_id = made.id, release_attempts = v.release_attempts + 1,
                    release_asked_at = now()
                FROM made WHERE v.id = \(reservation.id.rawValue)
            )
            SELECT id FROM made
            """
        ).first.map { OperationID(rawValue: try $0.int64("id")) }
    }

    /// A place `q` whose station `s` has not been asked to hold its connector, nor holds it for something that is over.
    private static let isToBeHeld: SQL = """
        q.status = 'HELD' AND q.held_connector IS NOT NULL AND q.held_until > now() + interval '5 seconds'
            AND NOT EXISTS (SELECT FROM reservations v WHERE v.queue_place_id = q.id
                AND v.connector_number = q.held_connector AND v.reason IS DISTINCT FROM 'NOT_SENT')
            AND NOT EXISTS (SELECT FROM reservations v WHERE v.station_id = q.station_id
                AND v.connector_number = q.held_connector AND (v.needs_release OR v.status IN ('REQUESTED', 'ACTIVE')))
            AND (SELECT count(*) FROM reservations v WHERE v.queue_place_id = q.id AND v.reason = 'NOT_SENT'
                AND v.connector_number = q.held_connector) < 5
            AND NOT EXISTS (SELECT FROM reservations v WHERE v.queue_place_id = q.id AND v.reason = 'NOT_SENT'
                AND v.ended_at > now() - interval '5 seconds')
        """

    package func holdsDue(limit: Int) async throws -> [SeatHold] {
        try await database.query(
            """
            SELECT q.id, q.station_id, q.organization_id, q.held_connector, q.held_until, t.id_tag
            FROM queue_places q JOIN stations s ON s.id = q.station_id CROSS JOIN LATERAL (\(SeatTag.ofPlace)) t
            WHERE s.presence = 'ONLINE' AND s.is_active AND \(Self.isToBeHeld) ORDER BY q.offered_at, q.id
            LIMIT \(Int64(limit))
            """
        ).map { row in
            SeatHold(
                place: QueuePlaceID(rawValue: try row.int64("id")),
                station: StationID(rawValue: try row.int64("station_id")),
                organization: OrganizationID(rawValue: try row.int64("organization_id")),
                connector: try row.int("held_connector"), idTag: try row.string("id_tag"),
                until: Timestamp(microseconds: try row.timestamp("held_until")))
        }
    }

    package func hold(_ hold: SeatHold, by operation: NewOperation) async throws -> BookedReservation? {
        do {
            return try await database.query(Self.holding(hold, by: operation)).first.map(BookedReservation.init)
        } catch let error as PostgresError where error.sqlState == "23505" {
            // Somebody else was faster.
            return nil
        }
    }

    private static func holding(_ hold: SeatHold, by operation: NewOperation) -> Statement {
        """
        WITH turn AS MATERIALIZED (
            SELECT q.id, q.organization_id, q.station_id, q.held_connector, q.held_until, t.id AS tag_id, t.id_tag
            FROM queue_places q CROSS JOIN LATERAL (\(SeatTag.ofPlace)) t
            WHERE q.id = \(hold.place.rawValue) AND q.held_connector = \(Int32(clamping: hold.connector))
                AND q.held_until = \(PostgresTimestamp(hold.until)) AND t.id_tag = \(hold.idTag) AND \(isToBeHeld)
            FOR UPDATE OF q
        ), numbered AS MATERIALIZED (
            SELECT turn.*, nextval(pg_get_serial_sequence('operations', 'id')) AS operation_id FROM turn
        ), made AS (
            INSERT INTO operations (id, organization_id, station_id, kind, request) OVERRIDING SYSTEM VALUE
            SELECT operation_id, organization_id, station_id, \(operation.kind.rawValue),
                \(PostgresJSON(bytes: operation.request.encoded())) FROM numbered
        )
        INSERT INTO reservations AS r (organization_id, station_id, connector_number, id_tag, tag_id, expires_at,
            operation_id, requested_at, is_seat_hold, queue_place_id, needs_release)
        SELECT n.organization_id, n.station_id, n.held_connector, n.id_tag, n.tag_id, n.held_until, n.operation_id, now(),
            true, n.id, true
        FROM numbered n RETURNING \(BookedReservation.columns)
        """
    }
}
